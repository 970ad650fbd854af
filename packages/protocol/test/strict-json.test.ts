import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ProblemCode, ProblemError } from '../src/index.ts';
import { parseStrictJson } from '../src/strict-json.ts';

function refusal(text: string): { code: ProblemCode; pointer: string | undefined } | undefined {
  try {
    parseStrictJson(text);
    return undefined;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { code: error.code, pointer: error.errors[0]?.pointer };
  }
}

describe('JSON that is read strictly', () => {
  it('is what JSON.parse reads, for every value within the limits', () => {
    const value = fc.jsonValue({ maxDepth: 6, noUnicodeString: false, stringUnit: 'grapheme' });
    const safe = (text: string) => !/\\u0000|__proto__|-0|e[+-]?\d|\d{16}/i.test(text);
    fc.assert(
      fc.property(value, fc.nat(3), (one, indent) => {
        const text = JSON.stringify(one, null, indent);
        fc.pre(safe(text));
        expect(parseStrictJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('never reads what JSON.parse does not', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[[\]{}",:\\u0-9aeE.+\-tfn ]{0,24}$/), (text) => {
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        if (!valid) expect(refusal(text)).toBeDefined();
      }),
      { numRuns: 500 },
    );
  });

  const refused: readonly [string, ProblemCode, string | undefined][] = [
    ['{"a":1,"a":2}', 'duplicate_member', '/a'],
    ['{"a":1,"\\u0061":2}', 'duplicate_member', '/a'],
    ['[{"b":{}},{"b":{"c/d":1,"c/d":1}}]', 'duplicate_member', '/1/b/c~1d'],
    ['{"a":{"__proto__":1}}', 'invalid_body', '/a/__proto__'],
    ['{"a":["\\u0000"]}', 'invalid_body', '/a/0'],
    ['["\\ud83d"]', 'invalid_encoding', '/0'],
    ['["\\ude00"]', 'invalid_encoding', '/0'],
    ['["\\ud83d\\u0041"]', 'invalid_encoding', '/0'],
    ['"\ud83d"', 'invalid_encoding', undefined],
    ['{"a":9007199254740993}', 'malformed_json', '/a'],
    ['[1e999]', 'malformed_json', '/0'],
    ['"open', 'malformed_json', undefined],
    ['"\\u12', 'malformed_json', undefined],
    ['{"\\x":1}', 'malformed_json', undefined],
    ['[1,]', 'malformed_json', undefined],
    ['', 'malformed_json', undefined],
    [`${'{"a":'.repeat(33)}1${'}'.repeat(33)}`, 'too_deep', undefined],
  ];
  it.each(refused)('refuses %s as %s', (text, code, pointer) => {
    expect(refusal(text)).toEqual({ code, pointer });
  });

  const read: readonly string[] = [
    '["\\ud83d\\ude00"]',
    '["\\\\u0000"]',
    '{"a":{"a":1},"b":[{"a":1},{"a":2}]}',
    '[9007199254740991,-9007199254740991,1.5,1e3]',
    '{"a":"{\\"a\\":1,\\"a\\":2}"}',
    `${'['.repeat(32)}${']'.repeat(32)}`,
  ];
  it.each(read)('reads %s', (text) => {
    expect(parseStrictJson(text)).toEqual(JSON.parse(text));
  });
});

import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { citationFaults } from '../citations.ts';
import { readPage } from '../files.ts';
import { fillRegister, registerFaults, rulesFrom } from '../register.ts';
import type { Sentence } from '../sentences.ts';

const rules = rulesFrom(readPage('spec/requirements.schema.yaml').text);
const sentence = (id: string, text = 'A provider MUST answer.'): Sentence => ({
  id,
  keyword: 'MUST',
  text,
  anchor: 'standard/04-requests.md#answers',
  place: 'spec/standard/04-requests.md:7',
});
const whole = (id: string, more = 'testable: true') =>
  `${id}: { keyword: MUST, role: provider, profile: core, text: A provider MUST answer., anchor: standard/04-requests.md#answers, ${more} }\n`;
const faults = (text: string, sentences: readonly Sentence[]) =>
  registerFaults({ file: 'spec/requirements.yaml', text }, sentences, rules).map(
    ({ place, message }) => `${place}: ${message}`,
  );
const found = (text: string, sentences: readonly Sentence[] = [sentence('ORF-GEN-001')]) =>
  faults(text, sentences).join('\n');

describe('filling the register', () => {
  test('writes what the prose says, keeps what was written by hand, and sorts by id', () => {
    const before = '# Kept.\nORF-GEN-002: { role: caller, profile: core, testable: true, text: old }\n';
    const after = fillRegister(before, [sentence('ORF-GEN-002', 'New.'), sentence('ORF-GEN-001')]);
    expect(after).toContain('# Kept.');
    expect(Object.keys(parse(after))).toEqual(['ORF-GEN-001', 'ORF-GEN-002']);
    expect(parse(after)['ORF-GEN-002']).toEqual({
      keyword: 'MUST',
      role: 'caller',
      profile: 'core',
      text: 'New.',
      anchor: 'standard/04-requests.md#answers',
      testable: true,
    });
  });

  test('leaves the metadata of a new sentence open, which is a fault until somebody fills it in', () => {
    const text = fillRegister('', [sentence('ORF-GEN-001')]);
    expect(parse(text)['ORF-GEN-001']).toMatchObject({ role: null, profile: null, testable: null });
    expect(found(text)).toContain('spec/requirements.yaml:4: ORF-GEN-001: fill in `role`');
  });

  test('done twice changes nothing', () => {
    const once = fillRegister('', [sentence('ORF-GEN-001')]);
    expect(fillRegister(once, [sentence('ORF-GEN-001')])).toBe(once);
  });
});

describe('the gate of the register', () => {
  const many = Array.from({ length: 100 }, (_, index) => `ORF-GEN-${String(index + 1).padStart(3, '0')}`);

  test('lets a whole register pass', () => {
    expect(
      faults(
        many.map((id) => whole(id)).join(''),
        many.map((id) => sentence(id)),
      ),
    ).toEqual([]);
  });

  test.each([
    [
      'an id without a sentence',
      whole('ORF-GEN-001') + whole('ORF-GEN-002'),
      ':2: ORF-GEN-002: no sentence of the prose has this id',
    ],
    [
      'a sentence that is not in it',
      '{}',
      'spec/standard/04-requests.md:7: ORF-GEN-001 is not in the register',
    ],
    [
      'a text that is not that of the prose',
      whole('ORF-GEN-001').replace('answer.', 'reply.'),
      'text differ from the prose',
    ],
    ['an unknown role', whole('ORF-GEN-001').replace('provider,', 'wizard,'), 'unknown role wizard'],
    ['an unknown profile', whole('ORF-GEN-001').replace('core', 'corporate'), 'unknown profile corporate'],
    [
      'no word on whether it can be tested',
      whole('ORF-GEN-001', 'checks: []'),
      'say either `testable: true`',
    ],
    ['no reason why it cannot be tested', whole('ORF-GEN-001', 'untestable: no'), 'say in `untestable` why'],
    ['a member that nobody knows', whole('ORF-GEN-001', 'testable: true, owner: me'), '`owner` is no member'],
    ['too few requirements', whole('ORF-GEN-001'), 'holds 1 ids'],
  ])('finds %s', (_, text, expected) => {
    expect(found(text)).toContain(expected);
  });
});

describe('what the contract cites', () => {
  const operation = (cites: string, profile = 'core') => ({
    file: 'spec/paths/a.yaml',
    text: `a:\n  get:\n    operationId: getA\n    x-orf-profile: ${profile}\n${cites}`,
  });
  const cited = (text: string, profile?: string) =>
    citationFaults([operation(text, profile)], new Set(['ORF-GEN-001'])).map(
      ({ place, message }) => `${place}: ${message}`,
    );

  test('passes where it is there', () => {
    expect(cited('    x-requirements: [ORF-GEN-001]\n')).toEqual([]);
    expect(cited('', 'policy')).toEqual([]);
  });

  test.each([
    [
      'an id that no sentence has',
      '    x-requirements: [ORF-GEN-009]\n',
      'a.yaml:5: x-requirements: no sentence',
    ],
    ['an id twice', '    x-requirements: [ORF-GEN-001, ORF-GEN-001]\n', 'stands twice'],
    ['an operation of core that cites none', '', 'a.yaml:2: getA cites no requirement'],
  ])('%s is found', (_, text, expected) => {
    expect(cited(text).join('\n')).toContain(expected);
  });
});

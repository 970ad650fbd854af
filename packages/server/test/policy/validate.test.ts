import { readFileSync } from 'node:fs';
import { defaultPolicySettings, policyFindingCodeValues } from '@open-return-forwarding/protocol';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { carriersOf } from '../../src/compose.ts';
import { readPolicy } from '../../src/policy.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';

interface ShapeVectors {
  readonly cases: readonly {
    readonly name: string;
    readonly change: object;
    readonly expected: readonly {
      readonly code: string;
      readonly pointer: string;
      readonly names?: string;
    }[];
  }[];
}

const file = new URL('../../../../spec/vectors/policy/shape.json', import.meta.url);
const { cases }: ShapeVectors = JSON.parse(readFileSync(file, 'utf8'));
const carriers = carriersOf({ environment: 'sandbox' });

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const byPointer = (a: { pointer: string }, b: { pointer: string }) => (a.pointer < b.pointer ? -1 : 1);

describe('a document that is not of the shape of a policy', () => {
  it.each(cases.map((each) => [each.name, each] as const))('%s', async (_name, { change, expected }) => {
    const body = merged(defaultPolicySettings, change) as Record<string, unknown>;
    const { valid, findings } = await sandbox.ask('validatePolicy', { body });
    expect(valid).toBe(false);
    const errors = findings.filter(({ severity }) => severity === 'error').toSorted(byPointer);
    expect(errors.map(({ code, pointer }) => ({ code, pointer }))).toEqual(
      expected.map(({ code, pointer }) => ({ code, pointer })).toSorted(byPointer),
    );
    for (const { pointer, names = '' } of expected) {
      expect(errors.find((each) => each.pointer === pointer)?.suggestion).toContain(names);
    }
  });

  it('has a case for every way to be misshapen', () => {
    const told = new Set(cases.flatMap(({ expected }) => expected.map(({ code }) => code)));
    const shape = policyFindingCodeValues.filter((code) => /^(member|value)_/.test(code));
    expect(shape.filter((code) => !told.has(code))).toEqual([]);
  });

  it.each([{}, { currency: [] }, { matching: null, shipping: 3, discount: { brackets: [null, 4, 'x'] } }])(
    'is told what is wrong, however little of it there is: %j',
    async (body) => {
      const { valid, findings } = await sandbox.ask('validatePolicy', { body });
      expect(valid).toBe(false);
      expect(findings.length).toBeGreaterThan(0);
    },
  );

  it('is read to the end whatever stands in it, and never taken for a policy', () => {
    const spoiled = fc.record({ place: fc.nat(), value: fc.jsonValue({ maxDepth: 2 }) });
    fc.assert(
      fc.property(fc.array(spoiled, { minLength: 1, maxLength: 4 }), (spoils) => {
        const document: unknown = structuredClone(defaultPolicySettings);
        for (const { place, value } of spoils) {
          const places = placesIn(document);
          places[place % places.length]?.(value);
        }
        const { settings, findings } = readPolicy(document, carriers);
        if (settings === undefined) {
          expect(findings.some(({ severity }) => severity === 'error')).toBe(true);
        }
        for (const { pointer, suggestion } of findings) {
          expect(pointer).toMatch(/^(\/.*)?$/s);
          expect(suggestion).not.toBe('');
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('the policy that a server begins with', () => {
  it('is told nothing', async () => {
    expect(await sandbox.ask('validatePolicy', { body: { ...defaultPolicySettings } })).toEqual({
      valid: true,
      findings: [],
    });
  });
});

/** JSON Merge Patch, RFC 7396. */
function merged(target: unknown, patch: unknown): unknown {
  if (!isRecord(patch)) return patch;
  const entries = Object.entries(patch).map(([name, value]) => {
    const before = isRecord(target) ? target[name] : undefined;
    return [name, merged(before, value)];
  });
  const all = { ...(isRecord(target) ? target : {}), ...Object.fromEntries(entries) };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

type Spoil = (value: unknown) => void;

/** Every member and entry of a document, each as what puts something else in its place. */
function placesIn(holder: unknown): Spoil[] {
  if (typeof holder !== 'object' || holder === null) return [];
  const own = holder as Record<string, unknown>;
  return Object.keys(own).flatMap((name) => [
    (value: unknown) => {
      own[name] = value;
    },
    ...placesIn(own[name]),
  ]);
}

import { readFileSync } from 'node:fs';
import {
  defaultPolicySettings,
  type PolicyFinding,
  type PolicySettings,
  policyFindingCodeValues,
} from '@open-return-forwarding/protocol';
import { describe, expect, it } from 'vitest';
import type { PolicyEnvironment } from '../../src/policy/finding.ts';
import { validatePolicySettings } from '../../src/policy/validate.ts';
import { merged } from '../assessment/vectors.ts';

interface ConflictVectors {
  readonly environment: PolicyEnvironment;
  readonly cases: readonly {
    readonly name: string;
    readonly change: object;
    readonly environment?: object;
    readonly expected: readonly Pick<PolicyFinding, 'severity' | 'code' | 'pointer'>[];
  }[];
}

const file = new URL('../../../../spec/vectors/policy/conflicts.json', import.meta.url);
const vectors: ConflictVectors = JSON.parse(readFileSync(file, 'utf8'));

function findingsOf({ change, environment = {} }: ConflictVectors['cases'][number]): PolicyFinding[] {
  return validatePolicySettings(
    merged(defaultPolicySettings, change) as PolicySettings,
    merged(vectors.environment, environment) as PolicyEnvironment,
  );
}

/** Codes about the shape of a document: a policy that has the right one is told none of them. */
const shapeCodes = /^(member|value)_/;

describe('what a policy is told', () => {
  it.each(vectors.cases.map((each) => [each.name, each] as const))('%s', (_name, each) => {
    const found = findingsOf(each);
    expect(found.map(({ severity, code, pointer }) => ({ severity, code, pointer }))).toEqual(each.expected);
    for (const { detail, suggestion } of found) {
      expect(detail).toMatch(/\.$/);
      expect(suggestion).toMatch(/[.?]$/);
      expect(`${detail} ${suggestion}`).not.toMatch(/undefined|NaN|\[object/);
    }
  });

  it('has a case for every conflict that there is', () => {
    const told = new Set(vectors.cases.flatMap(({ expected }) => expected.map(({ code }) => code)));
    expect(policyFindingCodeValues.filter((code) => !shapeCodes.test(code) && !told.has(code))).toEqual([]);
  });
});

describe('what is suggested', () => {
  const suggestions = [
    ['a gap between brackets', 'Write 2500'],
    ['a carrier that the server does not have', '`sandbox`'],
    ['an exposure that no carrier of the policy keeps to', 'Allow `printed`, or name the carrier `sandbox`.'],
    ['destinations that are not everybody', '`same_country_bp: 7700`'],
    ['UK for GB', 'GB (United Kingdom)'],
    ['a label that is void before the hand-in is due', 'Write 4 or more.'],
    ["windows beyond the law's refund date", 'Write 10 or less'],
    ['a hand-in that leaves no window', 'Write 12 or less.'],
    ['an offer that leaves no window', 'Write 216 or less.'],
    ['a sentence that there is not', '`offer_until`'],
    ['a placeholder that there is not', 'write it without'],
    ['words in a language that is not shown', '`nl`'],
  ] as const;

  it.each(suggestions)('%s: %s', (name, words) => {
    const found = vectors.cases.filter((each) => each.name === name).flatMap(findingsOf);
    expect(found.map(({ suggestion }) => suggestion).join(' ')).toContain(words);
  });

  it('is enough: a policy that follows it is told nothing any more', () => {
    const change = { matching: { window_days: 14 }, shipping: { reminders_after_hours: [96] } };
    const follow = { matching: { window_days: 10 }, shipping: { reminders_after_hours: [71] } };
    const say = (patch: object) => findingsOf({ name: '', change: patch, expected: [] });
    expect(say(change)).toHaveLength(2);
    expect(say(follow)).toEqual([]);
  });
});

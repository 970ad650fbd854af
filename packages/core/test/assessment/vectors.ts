import { readFileSync } from 'node:fs';
import type { Assessment, Criterion } from '@open-return-forwarding/protocol';
import type { AssessedReturn, AssessmentContext } from '../../src/assessment/facts.ts';

export interface AssessmentInput {
  readonly subject: AssessedReturn;
  readonly context: AssessmentContext;
}

export interface EligibilityCase {
  readonly name: string;
  readonly input: object;
  readonly expected: Pick<Assessment, 'eligible' | 'route_reason'> & {
    readonly criteria: readonly Criterion[];
  };
}

const folder = new URL('../../../../spec/vectors/eligibility/', import.meta.url);

function read<T>(file: string): T {
  return JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
}

export const base = read<{ input: AssessmentInput; expected: Assessment }>('base.json');

export const cases = ['item.json', 'gates.json', 'routing.json'].flatMap(
  (file) => read<{ cases: EligibilityCase[] }>(file).cases,
);

/** The base input as a case changes it. */
export function inputOf({ input }: Pick<EligibilityCase, 'input'>): AssessmentInput {
  return merged(base.input, input) as AssessmentInput;
}

/** JSON Merge Patch, RFC 7396. */
export function merged(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const result: Record<string, unknown> = isObject(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else result[name] = merged(result[name], value);
  }
  return result;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import { createHash } from 'node:crypto';
import type { Json, JsonObject } from '../contract/documents.ts';
import type { Step } from '../driver/step.ts';
import type { Judgement } from '../run/check.ts';
import type { Counts, RequirementVerdict, Result } from '../run/verdict.ts';

export const FORMAT = 'orf-conformance-report/1';

/** Everything that is known of a run. Every verdict in it follows from `checks[].steps`. */
export interface Report {
  readonly format: typeof FORMAT;
  readonly suite: { readonly version: string; readonly digest: string };
  readonly specification: { readonly version: string; readonly digest: string };
  /** The release that the server declares, where it is one: what came after it does not count. */
  readonly release?: string;
  readonly implementation: { readonly url: string; readonly discovery: JsonObject };
  /** `observed`: without test control, so that no deadline could be judged. */
  readonly mode: 'certification' | 'observed';
  /** Selected checks, where not all were run. */
  readonly selection: readonly string[];
  readonly seed: string;
  readonly started_at: string;
  readonly seconds: number;
  readonly result: Result;
  readonly counts: Counts;
  readonly requirements: readonly RequirementVerdict[];
  readonly checks: readonly ReportedCheck[];
  readonly observers: readonly ReportedObserver[];
  /** SHA-256 over the canonical JSON of all members above. */
  readonly digest: string;
}

export interface ReportedCheck extends ReportedObserver {
  readonly steps: readonly Step[];
}

export interface ReportedObserver extends Judgement {
  readonly id: string;
  readonly title: string;
  readonly requirements: readonly string[];
}

/** Whether a run tried everything: all checks, on a clock that the suite moves. */
export function isComplete({ mode, selection }: Pick<Report, 'mode' | 'selection'>): boolean {
  return mode === 'certification' && selection.length === 0;
}

/** Seals a report. */
export function sealed(report: Omit<Report, 'digest'>): Report {
  return { ...report, digest: digestOf(report) };
}

/** SHA-256 over the canonical JSON of a report without its own digest. */
export function digestOf(report: Omit<Report, 'digest'> & { digest?: string }): string {
  const { digest: _, ...rest } = report;
  return createHash('sha256')
    .update(canonical(JSON.parse(JSON.stringify(rest))))
    .digest('hex');
}

/** JSON with members in code-unit order and without white space. */
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
}

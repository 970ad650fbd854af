import type { Contract } from '../contract/contract.ts';
import type { JsonObject } from '../contract/documents.ts';
import type { Exchange, Step } from '../driver/step.ts';
import type { Judgement } from './check.ts';
import type { Finding } from './finding.ts';

/** An exchange with the number of the step that it belongs to. */
export interface Observed extends Exchange {
  readonly step: number;
}

/** Looks at everything that happened in one check, whatever the check was about. */
export interface Observer {
  readonly id: string;
  readonly title: string;
  readonly requirements: readonly string[];
  judge(history: History): Observation;
}

export interface History {
  readonly contract: Contract;
  /** The discovery document of the server. */
  readonly discovery: JsonObject;
  readonly exchanges: readonly Observed[];
  readonly steps: readonly Step[];
}

/** What an observer saw: how often it could judge each requirement, and what it found. */
export interface Observation {
  readonly asserted: Readonly<Record<string, number>>;
  readonly findings: readonly Finding[];
}

/** Every exchange of a record, in order. */
export function exchangesOf(steps: readonly Step[]): Observed[] {
  return steps.flatMap((step, index) => {
    if (step.kind === 'exchange') return [{ ...step.exchange, step: index }];
    return step.kind === 'race' ? step.exchanges.map((exchange) => ({ ...exchange, step: index })) : [];
  });
}

/** What an observer saw over all checks, as the judgement of a check of its own. */
export function summedUp(observations: readonly Observation[]): Judgement {
  const asserted: Record<string, number> = {};
  for (const each of observations) {
    for (const [id, times] of Object.entries(each.asserted)) asserted[id] = (asserted[id] ?? 0) + times;
  }
  const findings = observations.flatMap((each) => each.findings);
  return { ending: { kind: findings.length === 0 ? 'completed' : 'failed' }, asserted, findings };
}

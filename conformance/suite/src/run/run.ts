import { liveDriver, type World } from '../driver/live.ts';
import type { Step } from '../driver/step.ts';
import type { Check, Judgement, Need } from './check.ts';
import { exchangesOf, type Observer, summedUp } from './observer.ts';
import { perform } from './perform.ts';
import type { Surroundings } from './trial.ts';

/** A check that was run, with everything that it did. */
export interface CheckRecord {
  readonly check: Check;
  readonly judgement: Judgement;
  readonly steps: readonly Step[];
}

export interface Run {
  readonly around: Surroundings;
  readonly profiles: ReadonlySet<string>;
  readonly world: World;
  /** What the run has of what checks may need. */
  readonly has: ReadonlySet<Need>;
  readonly onCheck: (record: CheckRecord) => void;
}

/** Runs checks one after the other: they share one clock. */
export async function runChecks(run: Run, checks: readonly Check[]): Promise<CheckRecord[]> {
  const records: CheckRecord[] = [];
  for (const check of checks) {
    const steps: Step[] = [];
    const judgement =
      ruledOut(run, check) ?? (await perform(check, run.around, liveDriver(run.world, steps)));
    const record = { check, judgement, steps };
    records.push(record);
    run.onCheck(record);
  }
  return records;
}

/** Why a check is not run at all, if so. */
function ruledOut({ profiles, has }: Run, check: Check): Judgement | undefined {
  const nothing = { asserted: {}, findings: [] };
  if (!profiles.has(check.profile)) return { ...nothing, ending: { kind: 'not_applicable' } };
  const missing = check.needs.find((need) => !has.has(need));
  return missing === undefined
    ? undefined
    : { ...nothing, ending: { kind: 'not_testable', missing: wanted(missing) } };
}

function wanted(need: Need): string {
  if (need === 'receiver') return 'a receiver that the server can reach (`receiver_url`)';
  if (need === 'untrusted_receiver')
    return 'an https URL of this machine that the server can reach (`untrusted_receiver_url`)';
  return `tokens.${need.replace('credential:', '')} in the configuration`;
}

/** What observers say about records: a judgement each, over everything that happened. Pure. */
export function observe(
  observers: readonly Observer[],
  records: readonly { readonly steps: readonly Step[] }[],
  around: Surroundings,
): { readonly check: Check; readonly judgement: Judgement }[] {
  return observers.map((observer) => {
    const seen = records.map(({ steps }) =>
      observer.judge({
        contract: around.contract,
        discovery: around.discovery,
        exchanges: exchangesOf(steps),
        steps,
      }),
    );
    return { check: asCheck(observer), judgement: summedUp(seen) };
  });
}

function asCheck({ id, title, requirements }: Observer): Check {
  return { id, title, profile: 'core', requirements, needs: [], run: () => Promise.resolve() };
}

import { RecordMismatch } from '../driver/player.ts';
import type { Driver } from '../driver/step.ts';
import type { Check, Ending, Judgement } from './check.ts';
import { Blocked, NotSo, type Surroundings, Trial } from './trial.ts';

/** Runs one check against a driver: a real server, or the record of one. Throws only for a record that does not fit. */
export async function perform(check: Check, around: Surroundings, driver: Driver): Promise<Judgement> {
  const trial = new Trial(around, driver, check);
  const ending = await endingOf(check, trial);
  return { ending, asserted: trial.asserted, findings: trial.findings };
}

async function endingOf(check: Check, trial: Trial): Promise<Ending> {
  try {
    await check.run(trial);
    return trial.findings.length === 0 ? { kind: 'completed' } : { kind: 'failed' };
  } catch (error) {
    if (error instanceof RecordMismatch) throw error;
    if (error instanceof NotSo) return { kind: 'failed' };
    if (error instanceof Blocked) return { kind: 'blocked', cause: error.message };
    return {
      kind: 'harness_error',
      detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
}

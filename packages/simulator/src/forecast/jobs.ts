import { optimumOf } from './optimum.ts';
import { runArticles } from './run.ts';
import { type Change, changed, type Scenario } from './scenario.ts';
import type { Season } from './season.ts';
import type { RunTally } from './tally.ts';

/** A piece of work that depends on no other: some articles under one scenario and one seed. */
export interface Job {
  /** Index of the scenario. */
  readonly scenario: number;
  readonly change?: Change | undefined;
  readonly seed: number;
  readonly articles: readonly number[];
  /** What is asked: the replay, the replay that takes the first gain, or the best with hindsight. */
  readonly what: 'run' | 'first_gain' | 'optimum';
}

/** What came of a job. */
export type JobResult = RunTally | { readonly expected: number; readonly matched: number };

/** What all jobs share. */
export interface JobSetup {
  readonly season: Season;
  readonly scenarios: readonly Scenario[];
}

/** Does a job. Pure: the same job has the same result, in whatever thread. */
export function doJob({ season, scenarios }: JobSetup, job: Job): JobResult {
  const base = scenarios[job.scenario];
  if (base === undefined) throw new RangeError(`there is no scenario ${job.scenario}`);
  const scenario = job.change === undefined ? base : changed(base, job.change);
  switch (job.what) {
    case 'run':
      return runArticles(season, { scenario, seed: job.seed }, job.articles);
    case 'first_gain':
      return runArticles(season, { scenario, seed: job.seed, rule: 'first_gain' }, job.articles);
    case 'optimum':
      return optimumOf(season, { scenario, seed: job.seed }, job.articles);
    default:
      return job.what satisfies never;
  }
}

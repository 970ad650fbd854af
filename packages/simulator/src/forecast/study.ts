import type { Assumption } from './assumptions.ts';
import { listAssumptions } from './assumptions.ts';
import { figuresOf, type Percentiles, type PolicyFigures, percentilesOf, rounded, share } from './figures.ts';
import type { Job, JobResult } from './jobs.ts';
import { type FilePairing, filePairing } from './pairing.ts';
import { type Axes, curveWindows, type Effort, type Plan, planOf, type Task } from './plan.ts';
import { doJobs } from './pool.ts';
import type { ArticleSample } from './sample.ts';
import type { Scenario } from './scenario.ts';
import type { Season } from './season.ts';
import { addTally, emptyTally, quantileOf, type RunTally } from './tally.ts';

/** What is asked. */
export interface StudyRequest {
  readonly season: Season;
  /** Policy A, and B if there is one, each with its name. */
  readonly policies: readonly { readonly name: string; readonly scenario: Scenario }[];
  readonly seed: number;
  readonly seeds: number;
  readonly workers: number;
  readonly effort?: Effort | undefined;
  /** Whether the places of the sliders are computed; they are, unless told. Without, there are no cells. */
  readonly what_if?: boolean | undefined;
  /** Told how much of the work is done, 0 to 1. */
  readonly progress?: (done: number) => void;
}

/** One policy's outcome. */
export interface PolicyForecast extends PolicyFigures {
  readonly name: string;
  readonly window_days: number;
  readonly ship_by_days: number;
  readonly refund_trigger: string;
  readonly strategy: string;
  readonly saved_percentiles: Percentiles;
  readonly forwarded_percentiles: Percentiles;
}

/** On how much of the data something was computed. */
export interface SampleNote {
  readonly articles: number;
  readonly returns: number;
  readonly is_all: boolean;
}

/** One stand of the sliders, scaled to all returns; money in minor units. */
export type WhatIfCell = readonly [
  eligible: number,
  matched: number,
  forwarded: number,
  saved: number,
  median_wait_days: number | null,
];

/** Everything that a study found out. */
export interface Study {
  readonly pairing: FilePairing;
  readonly policies: readonly PolicyForecast[];
  /** What B saves more than A, by seed; only with two policies. */
  readonly difference?: Percentiles;
  readonly window_curve: readonly {
    readonly window_days: number;
    readonly match_share: number;
    readonly forwarded_share: number;
  }[];
  readonly what_if: {
    readonly axes: Readonly<Record<keyof Axes, readonly (number | null)[]>>;
    readonly base: readonly number[];
    readonly cells: readonly WhatIfCell[];
  };
  /** Expected values of one seed's listings and orders, minor units, on `samples.curve`. */
  readonly optimum: {
    readonly policy: number;
    readonly first_gain: number;
    readonly clairvoyant: number;
    readonly share_of_clairvoyant: number;
  };
  readonly assumptions: readonly Assumption[];
  readonly seed: number;
  readonly seeds: number;
  readonly samples: Readonly<Record<keyof Plan['samples'], SampleNote>>;
}

/** Does everything that a forecast needs, in as many threads as are given. The same request has the same answer in any number of them. */
export async function study(request: StudyRequest): Promise<Study> {
  const { season, policies, seed, seeds } = request;
  const scenarios = policies.map(({ scenario }) => scenario);
  const plan = planOf(season, scenarios, request);
  const found = await resultsOf(request, scenarios, plan.tasks);
  const [first] = scenarios;
  if (first === undefined) throw new RangeError('there is no policy');
  const { matching } = first.policy;
  const seedRuns = scenarios.map((_, at) => seedRunsOf(at, request, { plan, found }));
  return {
    pairing: filePairing(season, (category) =>
      Object.hasOwn(matching.window_days_by_category, category)
        ? (matching.window_days_by_category[category] ?? matching.window_days)
        : matching.window_days,
    ),
    policies: policies.map((policy, at) => policyForecast(policy, seedRuns[at] ?? noRuns)),
    ...(seedRuns.length < 2
      ? {}
      : { difference: differenceOf(seedRuns[0] ?? noRuns, seedRuns[1] ?? noRuns) }),
    window_curve: curveWindows.map((window_days) => {
      const tally = found(`curve ${window_days}`);
      const expected = tally.expected_hand_ins_bp / 10_000;
      return {
        window_days,
        match_share: share(tally.matched, tally.listings),
        forwarded_share: share(expected, tally.returns),
      };
    }),
    what_if: whatIf(plan, found, (seedRuns[0] ?? noRuns).figures),
    optimum: optimumOf(found),
    assumptions: listAssumptions(first.assumptions),
    ...{ seed, seeds },
    samples: {
      seeds: noteOf(plan.samples.seeds),
      curve: noteOf(plan.samples.curve),
      what_if: noteOf(plan.samples.what_if),
    },
  };
}

type Found = (task: string) => RunTally;

async function resultsOf(
  { season, workers, progress = () => {} }: StudyRequest,
  scenarios: readonly Scenario[],
  tasks: readonly Task[],
): Promise<Found> {
  const jobs = tasks.flatMap((task) => task.jobs);
  const size = ({ articles }: Job) =>
    articles.reduce((sum, i) => sum + (season.begins[i + 1] ?? 0) - (season.begins[i] ?? 0), 50);
  const whole = jobs.reduce((sum, job) => sum + size(job), 0);
  let done = 0;
  const results = await doJobs({ season, scenarios }, jobs, {
    workers,
    done: (job) => {
      done += size(job);
      progress(done / whole);
    },
  });
  const tallies = new Map<string, RunTally>();
  let next = 0;
  for (const { name, jobs: own } of tasks) {
    tallies.set(name, sumOf(results.slice(next, next + own.length)));
    next += own.length;
  }
  return (task) => tallies.get(task) ?? emptyTally();
}

function sumOf(results: readonly JobResult[]): RunTally {
  const sum = emptyTally();
  for (const result of results) {
    if ('returns' in result) addTally(sum, result);
    else {
      sum.expected += result.expected;
      sum.matched += result.matched;
    }
  }
  return sum;
}

interface SeedRuns {
  readonly figures: PolicyFigures;
  readonly saved: readonly number[];
  readonly forwarded: readonly number[];
}

const noRuns: SeedRuns = {
  figures: figuresOf(emptyTally(), 1, {} as Scenario['assumptions']),
  saved: [],
  forwarded: [],
};

/** What the seeds came to. On a sample, the spread of the whole is that of the sample, widened by the root of its part. */
function seedRunsOf(
  scenario: number,
  { seed, seeds, policies, season }: StudyRequest,
  { plan, found }: { plan: Plan; found: Found },
): SeedRuns {
  const own = Array.from({ length: seeds }, (_, i) => seed + i);
  const { assumptions } = policies[scenario]?.scenario ?? { assumptions: {} as Scenario['assumptions'] };
  const { seeds: sample } = plan.samples;
  if (sample.isAll) {
    const tallies = own.map((each) => found(`seed ${scenario} ${each}`));
    const sum = emptyTally();
    for (const tally of tallies) addTally(sum, tally);
    const of = (name: 'saved' | 'forwarded') => tallies.map((tally) => tally[name]);
    return { figures: figuresOf(sum, seeds, assumptions), saved: of('saved'), forwarded: of('forwarded') };
  }
  const whole = found(`seed ${scenario} ${seed}`);
  const tallies = own.map((each) => found(`sample ${scenario} ${each}`));
  const widened = (name: 'saved' | 'forwarded') => {
    const samples = tallies.map((tally) => tally[name]);
    const mean = samples.reduce((sum, each) => sum + each, 0) / samples.length;
    const root = Math.sqrt(season.returns / Math.max(1, sample.returns));
    return samples.map((each) => whole[name] + (each - mean) * root);
  };
  return {
    figures: figuresOf(whole, 1, assumptions),
    saved: widened('saved'),
    forwarded: widened('forwarded'),
  };
}

function policyForecast(
  { name, scenario: { policy } }: StudyRequest['policies'][number],
  { figures, saved, forwarded }: SeedRuns,
): PolicyForecast {
  return {
    name,
    window_days: policy.matching.window_days,
    ship_by_days: policy.shipping.ship_by_days,
    refund_trigger: policy.refund.trigger,
    strategy: policy.discount.strategy,
    ...figures,
    saved_percentiles: percentilesOf(saved),
    forwarded_percentiles: percentilesOf(forwarded),
  };
}

function differenceOf(a: SeedRuns, b: SeedRuns): Percentiles {
  return percentilesOf(b.saved.map((saved, i) => saved - (a.saved[i] ?? 0)));
}

/** Each cell against the one where policy A stands, applied to what policy A comes to on all of the data. */
function whatIf(plan: Plan, found: Found, figures: PolicyFigures): Study['what_if'] {
  const { axes, base, samples } = plan;
  const lengths = [axes.window_days, axes.ship_by_days, axes.discount_percent, axes.adoption].map(
    ({ length }) => length,
  );
  const baseCell = base.reduce((at, stop, axis) => at * (lengths[axis] ?? 1) + stop, 0);
  const isDone = plan.tasks.some(({ name }) => name === 'cell 0');
  const count = isDone ? lengths.reduce((product, length) => product * length, 1) : 0;
  const own = found(`cell ${baseCell}`);
  const plain = figures.returns / Math.max(1, samples.what_if.returns);
  const scaled = (sample: number, ofBase: number, whole: number) =>
    rounded(ofBase > 0 && whole > 0 ? (whole * sample) / ofBase : sample * plain, 1);
  const cells = Array.from({ length: count }, (_, at): WhatIfCell => {
    const tally = found(`cell ${at}`);
    const wait = quantileOf(tally.waits, 0.5);
    return [
      scaled(tally.eligible, own.eligible, figures.eligible),
      scaled(tally.matched, own.matched, figures.matched),
      scaled(tally.expected_hand_ins_bp, own.expected_hand_ins_bp, figures.forwarded),
      scaled(tally.expected, own.expected, figures.saved),
      wait === undefined ? null : rounded(wait / 4, 2),
    ];
  });
  return {
    axes: {
      window_days: axes.window_days,
      ship_by_days: axes.ship_by_days,
      discount_percent: axes.discount_percent.map((each) => each ?? null),
      adoption: axes.adoption,
    },
    base,
    cells,
  };
}

function optimumOf(found: Found): Study['optimum'] {
  const [policy, best] = [found('reference').expected, found('optimum').expected];
  return {
    policy,
    first_gain: found('first_gain').expected,
    clairvoyant: best,
    share_of_clairvoyant: share(policy, best),
  };
}

function noteOf({ articles, returns, isAll }: ArticleSample): SampleNote {
  return { articles: articles.length, returns, is_all: isAll };
}

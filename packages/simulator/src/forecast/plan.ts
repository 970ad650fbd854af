import type { Job } from './jobs.ts';
import { type ArticleSample, articlePieces, sampleArticles } from './sample.ts';
import type { Change, Scenario } from './scenario.ts';
import type { Season } from './season.ts';

/** Windows that the curve is drawn for, days. */
export const curveWindows = [1, 2, 3, 4, 5, 6, 7, 10, 14] as const;

/** What can be moved, and where it can stand. `undefined` in the discounts is what the policy gives. */
export interface Axes {
  readonly window_days: readonly number[];
  readonly ship_by_days: readonly number[];
  readonly discount_percent: readonly (number | undefined)[];
  readonly adoption: readonly number[];
}

/** A group of jobs whose results are added up. */
export interface Task {
  readonly name: string;
  readonly jobs: readonly Job[];
}

/** Everything that a forecast needs done. */
export interface Plan {
  readonly tasks: readonly Task[];
  readonly axes: Axes;
  /** Where the axes stand as policy A has them. */
  readonly base: readonly [number, number, number, number];
  readonly samples: Samples;
}

/** On which articles what is computed. */
export interface Samples {
  /** Seeds after the first one. */
  readonly seeds: ArticleSample;
  readonly curve: ArticleSample;
  readonly what_if: ArticleSample;
}

/** Events up to which everything is computed on all articles, and how many make a sample where there are more. */
export interface Effort {
  readonly all: number;
  readonly sample: number;
  readonly what_if: number;
}

export const usualEffort: Effort = { all: 6_000, sample: 6_000, what_if: 2_000 };

const PIECE = 20_000;

/** How much is to be done. */
export interface PlanChoice {
  readonly seed: number;
  readonly seeds: number;
  readonly effort?: Effort | undefined;
  /** Whether the places of the sliders are computed. */
  readonly what_if?: boolean | undefined;
}

/** Makes the plan. `scenarios`: policy A, and B if there is one. */
export function planOf(
  season: Season,
  scenarios: readonly Scenario[],
  { seed, seeds, effort = usualEffort, what_if = true }: PlanChoice,
): Plan {
  const events = season.columns.at.length;
  const samples: Samples = {
    seeds: sampleArticles(season, events <= effort.all ? Number.POSITIVE_INFINITY : effort.sample),
    curve: sampleArticles(season, effort.sample),
    what_if: sampleArticles(season, effort.what_if),
  };
  const [first] = scenarios;
  if (first === undefined) throw new RangeError('there is no policy');
  const { axes, base } = axesOf(first);
  const pieces = articlePieces(season, PIECE);
  const tasks = [
    ...scenarios.flatMap((_, scenario) => seedTasks({ scenario, seed, seeds, samples, pieces })),
    ...curveWindows.map((window_days) =>
      single(`curve ${window_days}`, samples.curve, { scenario: 0, seed, change: { window_days } }),
    ),
    single('optimum', samples.curve, { scenario: 0, seed, what: 'optimum' }),
    single('first_gain', samples.curve, { scenario: 0, seed, what: 'first_gain' }),
    single('reference', samples.curve, { scenario: 0, seed }),
    ...(what_if ? cellsOf(axes) : []).map((change, at) =>
      single(`cell ${at}`, samples.what_if, { scenario: 0, seed, change }),
    ),
  ];
  return { tasks, axes, base, samples };
}

function single(
  name: string,
  { articles }: ArticleSample,
  job: Pick<Job, 'scenario' | 'seed' | 'change'> & { readonly what?: Job['what'] },
): Task {
  return { name, jobs: [{ what: 'run', ...job, articles }] };
}

/** The first seed on all articles, in pieces; the others on all or on the sample. */
function seedTasks(of: {
  scenario: number;
  seed: number;
  seeds: number;
  samples: Samples;
  pieces: readonly (readonly number[])[];
}): Task[] {
  const { scenario, seed, seeds, samples, pieces } = of;
  const whole = (each: number): Task => ({
    name: `seed ${scenario} ${each}`,
    jobs: pieces.map((articles) => ({ scenario, seed: each, articles, what: 'run' })),
  });
  const others = Array.from({ length: seeds - 1 }, (_, i) => seed + i + 1);
  if (samples.seeds.isAll) return [seed, ...others].map(whole);
  const sampled = [seed, ...others].map((each) =>
    single(`sample ${scenario} ${each}`, samples.seeds, { scenario, seed: each }),
  );
  return [whole(seed), ...sampled];
}

/** Where the sliders can stand; what policy A has is always among it. */
function axesOf({ policy, assumptions }: Scenario): Pick<Plan, 'axes' | 'base'> {
  const { window_days } = policy.matching;
  const { ship_by_days } = policy.shipping;
  const axes = {
    window_days: withOwn([1, 2, 3, 5, 7], window_days),
    ship_by_days: withOwn([2, 3, 7], ship_by_days),
    discount_percent: [undefined, 5, 10, 15],
    adoption: withOwn([0.25, 0.75], assumptions.adoption),
  };
  const base = [
    axes.window_days.indexOf(window_days),
    axes.ship_by_days.indexOf(ship_by_days),
    0,
    axes.adoption.indexOf(assumptions.adoption),
  ] as const;
  return { axes, base };
}

function withOwn(stops: readonly number[], own: number): number[] {
  return [...new Set([...stops, own])].sort((a, b) => a - b);
}

/** Every combination, the last axis the fastest. Where an axis stands as the policy has it, the policy's own rules hold. */
export function cellsOf(axes: Axes): Change[] {
  return axes.window_days.flatMap((window_days) =>
    axes.ship_by_days.flatMap((ship_by_days) =>
      axes.discount_percent.flatMap((discount_percent) =>
        axes.adoption.map((adoption) => ({ window_days, ship_by_days, discount_percent, adoption })),
      ),
    ),
  );
}

import { at, isObject, type JsonObject } from '../../contract/documents.ts';
import { type Claim, fact } from '../../run/claim.ts';
import { valued } from './record.ts';

/** Orders of one kind: how many a day, and what a match with one is worth, each with its share. */
interface Stream {
  readonly rate: number;
  readonly outcomes: readonly { readonly value: number; readonly share: number }[];
}

interface Waiting {
  readonly general: Stream;
  readonly naming: Stream;
  readonly cost: number;
  /** Values of pending orders that outlast the window, the best first. */
  readonly pending: readonly number[];
}

const STEPS = 600;

/** What the last of `n` listings with so many days left is worth, `Δ_n` of the annex, by the method of Runge and Kutta. */
export function marginalValue(waiting: Waiting, n: number, days: number): number {
  let values = Array.from({ length: n }, (_, k) => Math.max(0, waiting.pending[k] ?? 0));
  const step = days / STEPS;
  for (let done = 0; done < STEPS && step > 0; done += 1) {
    const k1 = slopes(waiting, values);
    const k2 = slopes(waiting, moved(values, k1, step / 2));
    const k3 = slopes(waiting, moved(values, k2, step / 2));
    const k4 = slopes(waiting, moved(values, k3, step));
    const mean = k1.map((slope, k) => (slope + 2 * (k2[k] ?? 0) + 2 * (k3[k] ?? 0) + (k4[k] ?? 0)) / 6);
    values = moved(values, mean, step);
  }
  return values.at(-1) ?? 0;
}

function moved(values: readonly number[], by: readonly number[], step: number): number[] {
  return values.map((value, k) => Math.max(0, value + step * (by[k] ?? 0)));
}

function slopes(waiting: Waiting, values: readonly number[]): number[] {
  const gains = values.map((value) => gain(waiting, value));
  return gains.map((each, k) => each - (k === 0 ? 0 : (gains[k - 1] ?? 0)) - waiting.cost);
}

function gain({ general, naming }: Waiting, held: number): number {
  const accepting = general.outcomes.map(
    ({ value, share }) => share * Math.max(0, Math.max(0, value) - held) * Number(value > 0),
  );
  const named = naming.outcomes.map(({ value, share }) => (value > 0 ? share * (value - held) : 0));
  return general.rate * sum(accepting) + naming.rate * sum(named);
}

function sum(all: readonly number[]): number {
  return all.reduce((total, each) => total + each, 0);
}

/** A rate with two significant digits, a tie upwards, and 1,000 at most. */
function rounded(rate: number): number {
  if (rate <= 0) return 0;
  const unit = 10 ** (Math.floor(Math.log10(rate)) - 1);
  return Math.min(1000, Math.floor(rate / unit + 0.5 + 1e-9) * unit);
}

/** The thresholds of a record of `orf-reference`, computed again. A value at the edge of rounding may fall to either side. */
export function thresholdsHold(decision: JsonObject): Claim[] {
  return valued(decision).map((candidate) => {
    const bar = isFree(decision, candidate) ? 0 : barOf(decision, candidate);
    return fact(
      `threshold ${bar.toFixed(3)}, rounded`,
      Math.abs(bar - Number(candidate.threshold)) <= 0.505,
      {
        actual: candidate.threshold,
      },
    );
  });
}

function isFree({ kind, inputs }: JsonObject, { names_listing: names }: JsonObject): boolean {
  if (names === true || kind === 'window_closing') return true;
  return kind === 'listing_opened' && at(inputs, '/patience') === 'instant';
}

function barOf(decision: JsonObject, candidate: JsonObject): number {
  const problem = at(decision, `/waiting_problems/${Number(candidate.waiting_problem)}`);
  if (!isObject(problem)) return 0;
  const left =
    (Date.parse(String(candidate.closes_at)) - Date.parse(String(decision.decided_at))) / 86_400_000;
  const alone = marginalValue(
    waitingOf(problem, candidate, (rate) => rate),
    1,
    Math.max(0, left),
  );
  const pools = Array.isArray(problem.pools) ? problem.pools.filter(isObject) : [];
  const pooled = waitingOf(problem, candidate, rounded);
  return Math.min(
    alone,
    ...pools.map(({ listings, days }) => marginalValue(pooled, Number(listings), Number(days))),
  );
}

function waitingOf(problem: JsonObject, candidate: JsonObject, rate: (perDay: number) => number): Waiting {
  const outcomes = Array.isArray(problem.outcomes) ? problem.outcomes.filter(isObject) : [];
  const stream = (kind: 'general' | 'naming') => ({
    rate: rate(Number(at(problem, `/${kind}/per_day`))),
    outcomes: outcomes.map((each) => ({ value: Number(each[`${kind}_value`]), share: Number(each.share) })),
  });
  const values = Array.isArray(candidate.pending_values) ? candidate.pending_values.map(Number) : [];
  return {
    general: stream('general'),
    naming: stream('naming'),
    cost: Number(problem.waiting_cost_per_day),
    pending: values,
  };
}

/** The two probabilities of a record of `orf-reference`, computed again from what was seen. */
export function probabilitiesHold(candidate: JsonObject): Claim[] {
  const shown = (name: string) => Number(at(candidate, `/components/${name}`));
  const q = handInOf(candidate);
  const rho = acceptableOf(candidate);
  const near = (a: number, b: number) => Math.abs(a - b) < 0.000_051;
  return [
    fact(`hand_in_probability ${q.toFixed(6)}`, near(q, shown('hand_in_probability')), {
      actual: shown('hand_in_probability'),
    }),
    fact(`acceptable_probability ${rho.toFixed(6)}`, near(rho, shown('acceptable_probability')), {
      actual: shown('acceptable_probability'),
    }),
  ];
}

function handInOf(candidate: JsonObject): number {
  const basis = at(candidate, '/basis/hand_in');
  const shares = (isObject(basis) && Array.isArray(basis.prior_bp_by_day) ? basis.prior_bp_by_day : []).map(
    (bp) => Number(bp) / 10_000,
  );
  const prior = (day: number) => (day === 0 ? 0 : (shares[Math.min(day, shares.length) - 1] ?? 0));
  const days = Number(at(basis, '/ship_by_days'));
  const seen = at(basis, '/observed');
  if (!Array.isArray(seen) || seen.length === 0) return prior(days);
  const weight = Number(at(basis, '/prior_matches') ?? 0);
  let still = 1;
  for (let day = 1; day <= days; day += 1) {
    const due = weight * (1 - prior(day - 1)) + Number(at(seen[day - 1], '/at_risk') ?? 0);
    const given = weight * (prior(day) - prior(day - 1)) + Number(at(seen[day - 1], '/handed_in') ?? 0);
    still *= 1 - (due > 0 ? Math.min(1, given / due) : 0);
  }
  return 1 - still;
}

function acceptableOf(candidate: JsonObject): number {
  const tally = (name: string, kind: string) => Number(at(candidate, `/basis/ratings/${name}/${kind}`) ?? 0);
  const [good, bad] = [tally('prior', 'acceptable'), tally('prior', 'unacceptable')];
  const [more, less] = [good + tally('category', 'acceptable'), bad + tally('category', 'unacceptable')];
  const weight = good + bad;
  const own = tally('sender', 'acceptable');
  return (weight * (more / (more + less)) + own) / (weight + own + tally('sender', 'unacceptable'));
}

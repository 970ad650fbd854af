import type { Instant } from '@open-return-forwarding/protocol';
import type { HandInDay } from '../matching/facts.ts';

/** All matches of one day (UTC) under one time limit, and what came of them by days since each match, from day 1. */
export interface HandInCohort {
  /** The day on which they were matched, as `2027-03-01`. */
  readonly matched_on: string;
  /** Days that the senders had. What is handed in later is not counted. */
  readonly limit_days: number;
  readonly matches: number;
  /** Handed in on day 1, 2, 3 … */
  readonly handed_in: readonly number[];
  /** Ended on day 1, 2, 3 … for reasons that are not the sender's: nobody knows when these would have been handed in. */
  readonly withdrawn: readonly number[];
}

/** What is believed before anything is seen. */
export interface HandInPrior {
  /** Cumulative share by day 1, 2, 3 … in basis points; the last one holds from then on. */
  readonly by_day_bp: readonly number[];
  /** In matches: as much as so many observed ones. */
  readonly weight: number;
}

const DAY_MS = 86_400_000;
/** A scan may become known so much later than it happened; a day counts once that has passed. */
const SCAN_LAG_DAYS = 1;

/** The day (from 1) after a match on which something happened: within the first 24 hours is day 1. */
export function dayAfterMatch(matchedAt: Instant, at: Instant): number {
  return Math.max(1, Math.ceil((Date.parse(at) - Date.parse(matchedAt)) / DAY_MS));
}

/**
 * Matches still due when day 1, 2, 3 … after them began, and those handed in on it, up to the last day seen. A match that
 * is still open counts for the days that all matches of its day have behind them, and for no other: neither as handed in
 * nor as missed. (Counting ended matches alone would favour quick senders.)
 */
export function handInDays(cohorts: readonly HandInCohort[], now: Instant): HandInDay[] {
  const seen = cohorts.map((cohort) => ({
    cohort,
    days: Math.min(cohort.limit_days, daysBehind(cohort, now)),
  }));
  const last = seen.reduce((most, { days }) => Math.max(most, days), 0);
  return Array.from({ length: last }, (_, i) =>
    seen
      .filter(({ days }) => i < days)
      .reduce<HandInDay>((sum, { cohort }) => addTo(sum, cohort, i + 1), { at_risk: 0, handed_in: 0 }),
  );
}

/**
 * Cumulative share of senders that have handed in by day 1 to `days`, 0 to 1. Each day's share among those still due is
 * the mean of a Beta distribution: the prior's, and what was seen.
 */
export function handInCurve(prior: HandInPrior, seen: readonly HandInDay[], days: number): number[] {
  const curve: number[] = [];
  let still = 1;
  for (let day = 1; day <= days; day += 1) {
    const before = priorShare(prior, day - 1);
    const { at_risk, handed_in } = seen[day - 1] ?? { at_risk: 0, handed_in: 0 };
    const handedIn = prior.weight * (priorShare(prior, day) - before) + handed_in;
    const due = prior.weight * (1 - before) + at_risk;
    if (due > 0) still *= 1 - Math.min(1, handedIn / due);
    curve.push(1 - still);
  }
  return curve;
}

function priorShare({ by_day_bp }: HandInPrior, day: number): number {
  return day === 0 ? 0 : (by_day_bp[Math.min(day, by_day_bp.length) - 1] ?? 0) / 10_000;
}

/** A match withdrawn in the course of a day was at risk for half of it, as life tables have it. */
function addTo(sum: HandInDay, { matches, handed_in, withdrawn }: HandInCohort, day: number): HandInDay {
  const ended = total(handed_in, day - 1) + total(withdrawn, day - 1);
  return {
    at_risk: sum.at_risk + matches - ended - (withdrawn[day - 1] ?? 0) / 2,
    handed_in: sum.handed_in + (handed_in[day - 1] ?? 0),
  };
}

function total(counts: readonly number[], days: number): number {
  return counts.slice(0, days).reduce((sum, each) => sum + each, 0);
}

/** Days that every match of a cohort has behind it, its scans known. */
function daysBehind({ matched_on }: HandInCohort, now: Instant): number {
  const lastMatch = Date.parse(`${matched_on}T00:00:00.000Z`) + DAY_MS;
  return Math.floor((Date.parse(now) - lastMatch) / DAY_MS) - SCAN_LAG_DAYS;
}

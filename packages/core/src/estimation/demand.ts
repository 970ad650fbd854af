import type { DemandRate, Instant } from '@open-return-forwarding/protocol';

/** What was seen of the demand for one article, older sightings weighing less. */
export interface DemandEvidence {
  /** Orders whose buyer accepted a forwarded item in general, each by its weight. */
  readonly general: number;
  /** Orders that named a listing, each by its weight. */
  readonly naming: number;
  /** Days over which they came, by the same weights. */
  readonly days: number;
  /** Those of the days on which a listing was open, so that it could be named. Without it all of them. */
  readonly naming_days?: number | undefined;
}

/** Evidence as it stood when it was last added to. */
export interface DemandRecord extends DemandEvidence {
  readonly seen_at: Instant;
  /** Whether a listing of the article is open from then on; undefined where nobody looks. */
  readonly listed?: boolean | undefined;
}

/** How an order counts: as demand for forwarded items, for one listing, or not at all. */
export type DemandKind = 'general' | 'naming' | 'none';

const DAY_MS = 86_400_000;

/** How an order counts. One that accepts nothing and names nothing shows no demand for forwarded items. */
export function demandKind(order: {
  readonly listing_id?: string | undefined;
  readonly accepts: readonly unknown[];
}): DemandKind {
  if (order.listing_id !== undefined) return 'naming';
  return order.accepts.length > 0 ? 'general' : 'none';
}

/** An order that was seen. `listed`: whether a listing of its article is open from then on, where that is looked at. */
export interface Sighting {
  readonly kind: DemandKind;
  readonly at: Instant;
  readonly listed?: boolean | undefined;
}

/**
 * Adds an order to the evidence. The first sighting of an article starts its clock and is not counted: an interval that
 * begins with an arrival would otherwise show more arrivals than there are. `halfLifeDays` > 0: after so many days a
 * sighting weighs half.
 */
export function observeOrder(
  before: DemandRecord | undefined,
  { kind, at, listed }: Sighting,
  halfLifeDays: number,
): DemandRecord {
  if (before === undefined) {
    const nothing = { general: 0, naming: 0, days: 0, seen_at: at };
    return listed === undefined ? nothing : { ...nothing, naming_days: 0, listed };
  }
  const seen = observeShelf(before, { at, listed }, halfLifeDays);
  return {
    ...seen,
    general: seen.general + (kind === 'general' ? 1 : 0),
    naming: seen.naming + (kind === 'naming' ? 1 : 0),
  };
}

/** Notes from when on a listing of the article is open, or none is: only then, orders can name one. */
export function observeShelf(
  before: DemandRecord,
  { at, listed = before.listed }: Pick<Sighting, 'at' | 'listed'>,
  halfLifeDays: number,
): DemandRecord {
  return {
    ...evidenceAt(before, at, halfLifeDays),
    ...(listed === undefined ? {} : { listed }),
    // A clock that was set back makes no time unhappen: it would be counted twice.
    seen_at: Date.parse(at) > Date.parse(before.seen_at) ? at : before.seen_at,
  };
}

/** The evidence as it weighs at a later moment; days without an order are evidence too. */
export function evidenceAt(record: DemandRecord, now: Instant, halfLifeDays: number): DemandEvidence {
  const gap = Math.max(0, (Date.parse(now) - Date.parse(record.seen_at)) / DAY_MS);
  const decay = Math.LN2 / halfLifeDays;
  const kept = Math.exp(-decay * gap);
  const elapsed = -Math.expm1(-decay * gap) / decay;
  const { naming_days: named } = record;
  return {
    general: record.general * kept,
    naming: record.naming * kept,
    days: record.days * kept + elapsed,
    ...(named === undefined ? {} : { naming_days: named * kept + (record.listed === true ? elapsed : 0) }),
  };
}

/**
 * Orders per day: the mean of a Gamma distribution that the prior rate, weighing as much as `priorDays` days of
 * observation, and the evidence make together. Without evidence it is the prior.
 */
export function learnedRate(
  prior: DemandRate,
  evidence: DemandEvidence | undefined,
  priorDays: number,
): DemandRate {
  if (evidence === undefined || evidence.days <= 0) return prior;
  const { days, naming_days = days } = evidence;
  const mean = (rate: number, seen: number, over: number) => (priorDays * rate + seen) / (priorDays + over);
  return {
    general_per_day: mean(prior.general_per_day, evidence.general, days),
    naming_per_day: mean(prior.naming_per_day, evidence.naming, naming_days),
  };
}

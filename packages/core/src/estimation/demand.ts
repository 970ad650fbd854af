import type { DemandRate, Instant } from '@open-return-forwarding/protocol';

/** What was seen of the demand for one article, older sightings weighing less. */
export interface DemandEvidence {
  /** Orders whose buyer accepted a forwarded item in general, each by its weight. */
  readonly general: number;
  /** Orders that named a listing, each by its weight. */
  readonly naming: number;
  /** Days over which they came, by the same weights. */
  readonly days: number;
}

/** Evidence as it stood when it was last added to. */
export interface DemandRecord extends DemandEvidence {
  readonly seen_at: Instant;
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

/**
 * Adds an order to the evidence. The first sighting of an article starts its clock and is not counted: an interval that
 * begins with an arrival would otherwise show more arrivals than there are. `halfLifeDays` > 0: after so many days a
 * sighting weighs half.
 */
export function observeOrder(
  before: DemandRecord | undefined,
  { kind, at }: { readonly kind: DemandKind; readonly at: Instant },
  halfLifeDays: number,
): DemandRecord {
  if (before === undefined) return { general: 0, naming: 0, days: 0, seen_at: at };
  const { general, naming, days } = evidenceAt(before, at, halfLifeDays);
  return {
    general: general + (kind === 'general' ? 1 : 0),
    naming: naming + (kind === 'naming' ? 1 : 0),
    days,
    // A clock that was set back makes no time unhappen: it would be counted twice.
    seen_at: Date.parse(at) > Date.parse(before.seen_at) ? at : before.seen_at,
  };
}

/** The evidence as it weighs at a later moment; days without an order are evidence too. */
export function evidenceAt(record: DemandRecord, now: Instant, halfLifeDays: number): DemandEvidence {
  const gap = Math.max(0, (Date.parse(now) - Date.parse(record.seen_at)) / DAY_MS);
  const decay = Math.LN2 / halfLifeDays;
  const kept = Math.exp(-decay * gap);
  return {
    general: record.general * kept,
    naming: record.naming * kept,
    days: record.days * kept - Math.expm1(-decay * gap) / decay,
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
  const mean = (rate: number, seen: number) => (priorDays * rate + seen) / (priorDays + evidence.days);
  return {
    general_per_day: mean(prior.general_per_day, evidence.general),
    naming_per_day: mean(prior.naming_per_day, evidence.naming),
  };
}

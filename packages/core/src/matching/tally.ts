import type { CandidateCode } from '@open-return-forwarding/protocol';

/** What became of all pairs that were considered, shown or not. */
export interface Tally {
  readonly considered: number;
  readonly rejected: Readonly<Partial<Record<CandidateCode, number>>>;
  /** Pairs that came behind a better one: weighed, or of one class with a listing that closes earlier. */
  readonly outscored: number;
}

/** Reasons by how far a candidate came, furthest first. */
export const codesByProgress: readonly CandidateCode[] = [
  'below_waiting_threshold',
  'value_below_warehouse',
  'cross_border_not_permitted',
  'country_not_served',
  'currency_mismatch',
  'earlier_holder',
  'own_item',
  'grade_not_accepted',
  'not_accepting',
  'other_listing_named',
];

/** What a pair is compared by. Pairs without a code can be matched. */
export interface Ranked {
  readonly code?: CandidateCode | undefined;
  readonly margin?: number | undefined;
  /** Milliseconds since 1970. */
  readonly closes: number;
  readonly listing_id: string;
  readonly order_id?: string | undefined;
}

/**
 * The best first: what can be matched by falling margin, then what was rejected by how far it came. Ties go to the
 * listing that closes first, then to the lower listing id, then to the lower order id, by code unit.
 */
export function byPreference(a: Ranked, b: Ranked): number {
  return (
    progress(a) - progress(b) ||
    (b.margin ?? 0) - (a.margin ?? 0) ||
    a.closes - b.closes ||
    ascending(a.listing_id, b.listing_id) ||
    ascending(a.order_id ?? '', b.order_id ?? '')
  );
}

function progress({ code }: Ranked): number {
  return code === undefined ? -1 : codesByProgress.indexOf(code);
}

function ascending(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

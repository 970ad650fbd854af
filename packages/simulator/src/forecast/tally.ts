/** Money sums, minor units, over the matches that were handed in and rated well, but for the two losses. */
export interface Parts {
  return_leg: number;
  handling: number;
  outbound: number;
  /** Lost resale value and loss of value over time, as far as a unit has it. */
  unit_loss: number;
  forward_leg: number;
  incentive: number;
  fee: number;
  discount: number;
  /** What ratings that were bad took away. */
  bad_ratings: number;
  /** What hand-ins that were missed took away, the discount that was given included. */
  missed_hand_ins: number;
}

/** Counts of one category. */
export interface CategoryCounts {
  returns: number;
  eligible: number;
  listings: number;
  matched: number;
  forwarded: number;
  /** Minor units. */
  saved: number;
}

/** Buckets of six hours of waiting, up to 20 days. */
export const WAIT_BUCKETS = 80;
/** Buckets of half a day until the refund, up to 40 days. */
export const REFUND_BUCKETS = 80;

/** What came of a run: whole numbers only, so that sums do not depend on the order in which they are made. */
export interface RunTally {
  returns: number;
  eligible: number;
  listings: number;
  matched: number;
  forwarded: number;
  missed: number;
  bad: number;
  expired: number;
  not_worth_waiting: number;
  /** Minor units, against the warehouse. */
  saved: number;
  /** Sum of the values that the rule expected of its matches, minor units. */
  expected: number;
  /** Hand-ins that were to be expected of the matches, in basis points of one. */
  expected_hand_ins_bp: number;
  /** What all returns would have cost by the warehouse, minor units. */
  warehouse_cost: number;
  parts: Parts;
  /** Ineligible returns by the first criterion that failed. */
  refused: Record<string, number>;
  categories: Record<string, CategoryCounts>;
  /** Completed forwards, bad ones included, by distance. */
  distances: Record<string, number>;
  /** Matched listings by how long they waited. */
  waits: number[];
  /** Senders by how long their refund took. */
  refunds: {
    /** All who hand in, by the warehouse. */
    warehouse: number[];
    /** Those whose item was forwarded. */
    forwarded: number[];
    /** The listed ones whose item went to the warehouse after all. */
    fell_back: number[];
  };
}

/** Nothing counted yet. */
export function emptyTally(): RunTally {
  const empty = (length: number) => Array.from({ length }, () => 0);
  return {
    ...{ returns: 0, eligible: 0, listings: 0, matched: 0, forwarded: 0, missed: 0, bad: 0 },
    ...{ expired: 0, not_worth_waiting: 0 },
    ...{ saved: 0, expected: 0, expected_hand_ins_bp: 0, warehouse_cost: 0 },
    parts: {
      ...{ return_leg: 0, handling: 0, outbound: 0, unit_loss: 0, forward_leg: 0 },
      ...{ incentive: 0, fee: 0, discount: 0, bad_ratings: 0, missed_hand_ins: 0 },
    },
    refused: {},
    categories: {},
    distances: {},
    waits: empty(WAIT_BUCKETS),
    refunds: {
      warehouse: empty(REFUND_BUCKETS),
      forwarded: empty(REFUND_BUCKETS),
      fell_back: empty(REFUND_BUCKETS),
    },
  };
}

/** Adds a tally to another one. */
export function addTally(to: RunTally, from: RunTally): void {
  addInto(to as unknown as Sums, from as unknown as Sums);
}

type Sums = { [name: string]: number | Sums };

function addInto(to: Sums, from: Sums): void {
  for (const [name, value] of Object.entries(from)) {
    if (typeof value === 'number') {
      to[name] = ((to[name] as number | undefined) ?? 0) + value;
      continue;
    }
    to[name] ??= {};
    addInto(to[name] as Sums, value);
  }
}

/** Adds 1 to a bucket; what lies beyond the last one counts there. */
export function count(buckets: number[], position: number): void {
  const bucket = Math.max(0, Math.min(buckets.length - 1, Math.floor(position)));
  buckets[bucket] = (buckets[bucket] ?? 0) + 1;
}

/** The figure that a share of all counts does not exceed, in buckets, even within one; undefined where nothing was counted. */
export function quantileOf(buckets: readonly number[], share: number): number | undefined {
  const total = buckets.reduce((sum, each) => sum + each, 0);
  if (total === 0) return undefined;
  let left = share * total;
  for (const [at, each] of buckets.entries()) {
    if (each > 0 && left <= each) return at + left / each;
    left -= each;
  }
  return buckets.length;
}

import type {
  Forward,
  LedgerAccount,
  OrfClient,
  RefundStatus,
  Report,
  Return,
  RouteReasonCode,
  Settlement,
} from '@open-return-forwarding/client';

/** How a forward can end, recall and re-forwarding left out. */
export const exits = [
  'positive',
  'neutral',
  'silence',
  'hold_released',
  'hold_reduced',
  'hold_denied',
  'not_handed_in',
  'label_failed',
  'order_cancelled',
  'return_cancelled',
  'late',
  'lost',
  'undeliverable',
] as const;
export type Exit = (typeof exits)[number];

/** Every way to the warehouse but those of recall, re-forwarding and of a server that takes its time to assess. */
export const fallbackReasons = [
  'ineligible',
  'rollout',
  'value_below_warehouse',
  'declined',
  'offer_expired',
  'window_expired',
  'not_worth_waiting',
  'withdrawn',
  'not_handed_in',
  'label_failed',
  'order_cancelled',
] as const satisfies readonly RouteReasonCode[];

/** The demo in numbers, counted from what the server has on record. */
export interface Figures {
  readonly returns: number;
  readonly offered: number;
  readonly chosen: number;
  readonly matched: number;
  readonly forwarded: number;
  readonly forwards: number;
  readonly forwards_settled: number;
  readonly exits: Partial<Record<Exit, number>>;
  readonly fallbacks: Partial<Record<RouteReasonCode, number>>;
  readonly refunds: Partial<Record<RefundStatus, number>>;
  readonly books: Partial<Record<LedgerAccount, number>>;
  readonly books_sum: number;
  /** The server's own report on the same returns. */
  readonly report: Report;
}

/** Reads everything back, and counts. Throws where a forward has not come to an end. */
export async function readFigures(orf: OrfClient, from: string): Promise<Figures> {
  const returns: Return[] = await collect(orf.all.listReturns());
  const forwards: Forward[] = await collect(orf.all.listForwards());
  const settlements: Settlement[] = await collect(orf.all.listSettlements());
  const entries = settlements.flatMap((settlement) => settlement.entries);
  const handedIn = forwards.filter(({ tracking }) => tracking.handed_in_at !== undefined);
  return {
    returns: returns.length,
    offered: returns.filter(({ offer }) => offer !== undefined).length,
    chosen: returns.filter(({ listing_id }) => listing_id !== undefined).length,
    matched: new Set(forwards.map(({ return_id }) => return_id)).size,
    forwarded: new Set(handedIn.map(({ return_id }) => return_id)).size,
    forwards: forwards.length,
    forwards_settled: forwards.filter(({ status }) => status === 'settled').length,
    exits: inOrder(exits, tally(forwards.map(exitOf))),
    fallbacks: tally(
      returns.flatMap(({ status, route }) => (status === 'to_warehouse' ? (route.reason_code ?? []) : [])),
    ),
    refunds: tally(returns.map(({ refund }) => refund.status)),
    books: sums(entries.map(({ account, amount }) => [account, amount])),
    books_sum: entries.reduce((sum, { amount }) => sum + amount, 0),
    report: await orf.getReport({ query: { from } }),
  };
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

/** How a forward ended, by what it says of itself. */
function exitOf(forward: Forward): Exit {
  const { id, status, rating, hold, handed_in_late } = forward;
  if (status === 'lost' || status === 'undeliverable') return status;
  if (status === 'reverted') return revertOf(forward);
  if (status !== 'settled') throw new Error(`the forward ${id} has not come to an end: it is ${status}`);
  if (handed_in_late === true) return 'late';
  if (hold !== undefined && hold.status !== 'open') return `hold_${hold.status}`;
  if (rating?.source === 'auto') return 'silence';
  if (rating?.verdict === 'positive' || rating?.verdict === 'neutral') return rating.verdict;
  throw new Error(`the forward ${id} is settled without an acceptance or a hold`);
}

function revertOf({ id, revert_reason }: Forward): Exit {
  switch (revert_reason) {
    case 'not_handed_in':
    case 'label_failed':
    case 'order_cancelled':
    case 'return_cancelled':
      return revert_reason;
    default:
      throw new Error(
        `the forward ${id} was reverted for a reason that the demo does not have: ${revert_reason}`,
      );
  }
}

function tally<Key extends string>(keys: readonly Key[]): Partial<Record<Key, number>> {
  return sums(keys.map((key) => [key, 1]));
}

function sums<Key extends string>(parts: readonly (readonly [Key, number])[]): Partial<Record<Key, number>> {
  const total: Partial<Record<Key, number>> = {};
  for (const [key, amount] of parts) total[key] = (total[key] ?? 0) + amount;
  return total;
}

function inOrder<Key extends string>(
  keys: readonly Key[],
  counts: Partial<Record<Key, number>>,
): Partial<Record<Key, number>> {
  const present = keys.filter((key) => counts[key] !== undefined);
  return sums(present.map((key) => [key, counts[key] ?? 0]));
}

/**
 * A quick run of the core: what one item meets from discovery to settlement, and what every request meets. The ids of
 * checks by area; small enough for every change of a server, and no word on what it leaves out.
 */
export const QUICK = {
  discovery: ['discovery.core', 'discovery.open'],
  return: ['returns.taken-whatever-the-verdict', 'returns.offer-expires'],
  listing: ['listings.active-only', 'listings.closing-time', 'listings.one-buyer'],
  order: ['orders.taken-whatever-the-decision', 'orders.price-due', 'orders.cancel'],
  label: ['labels.content', 'labels.validity'],
  'hand-in': ['tracking.steps', 'tracking.not_handed_in'],
  rating: ['ratings.taken', 'ratings.once', 'ratings.closed'],
  refund: ['refunds.due_by_silence', 'refunds.confirmed', 'refunds.settled'],
  settlement: ['settlement.accepted'],
  authentication: ['security.tokens.missing', 'security.tokens.before-objects'],
  idempotency: ['requests.keys.repeated', 'requests.keys.reused'],
  'problem documents': ['requests.one-fault', 'requests.refusals.order'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Every check of a quick run. */
export const quickChecks: readonly string[] = Object.values(QUICK).flat();

import { at, type JsonObject } from '../../contract/documents.ts';
import { type Claim, fact, member, shown, status } from '../../run/claim.ts';
import type { Reply } from '../../run/reply.ts';
import type { Trial } from '../../run/trial.ts';
import { type Change, changed, hoursAfter } from '../../stage/messages.ts';
import { look, lookAtReturn, notHandedIn } from '../../stage/parcels.ts';
import { scopedCheck } from '../../stage/shapes.ts';
import { CERTAIN, carrierReports, fresh, placeOrder, readUntil, startReturn } from '../../stage/stage.ts';

export const checks = [
  scopedCheck({
    id: 'returns.terms-of-its-version',
    title: 'A return keeps the terms of the policy version that it names, whatever comes into force later',
    requirements: ['ORF-RET-004'],
    run: termsOfItsVersion,
  }),
  scopedCheck({
    id: 'returns.not-to-warehouse-once-refunded',
    title: 'A return whose refund was asked for is not sent to the warehouse any more',
    requirements: ['ORF-RET-003'],
    run: notToWarehouseOnceRefunded,
  }),
];

/** Other terms in every respect that a return can show. */
const OTHER: Change = {
  offer: { expiry_hours: 5 },
  matching: { window_days: 9, window_days_by_category: {} },
  discount: {
    strategy: 'constant',
    brackets: [
      { from: 0, minimum: { kind: 'share_bp', value: 3000 }, maximum: { kind: 'share_bp', value: 4000 } },
    ],
  },
  shipping: { ship_by_days: 7, scan_grace_hours: 5 },
  refund: { trigger: 'delivered', rating_window_days: 9, incentive: 777 },
};

async function termsOfItsVersion(trial: Trial): Promise<void> {
  await fresh(trial);
  const source = await startReturn(trial);
  const return_id = String(source.id);
  const offered = await lookAtReturn(trial, { return_id });
  const offer = at(offered.json, '/offer');
  trial.judge(
    'ORF-RET-004',
    member(offered, '/policy_version', 1),
    lasts(offered, { from: '/offer/offered_at', to: '/offer/expires_at', hours: 48 }),
    member(offered, '/offer/window_days', 3),
    member(offered, '/offer/ship_by_days', 3),
    member(offered, '/offer/incentive/amount', 100),
    member(offered, '/refund/trigger', 'rated'),
  );
  await putInForce(trial, OTHER);
  const after = await lookAtReturn(trial, { return_id });
  trial.judge('ORF-RET-004', member(after, '/offer', offer), member(after, '/policy_version', 1));
  const chosen = await trial.call('chooseRoute', { path: { return_id }, body: { route: 'forward' } });
  trial.need('the choice is taken', status(chosen, 200));
  const listed = await readUntil(
    trial,
    { operation: 'getReturn', path: { return_id } },
    ({ listing_id }) => listing_id !== undefined,
  );
  const listing = await trial.call('getListing', { path: { listing_id: String(listed.listing_id) } });
  trial.judge(
    'ORF-RET-004',
    lasts(listing, { from: '/opens_at', to: '/closes_at', hours: 72 }),
    member(listing, '/price/amount', 4275),
    member(listing, '/policy_version', 1),
  );
  await forwardKeepsTerms(trial);
}

async function forwardKeepsTerms(trial: Trial): Promise<void> {
  const order = await placeOrder(trial);
  const forward_id = String(order.forward_id);
  await readUntil(
    trial,
    { operation: 'getForward', path: { forward_id } },
    ({ status: now }) => now === 'label_issued',
  );
  const forward = await look(trial, { forward_id });
  trial.judge(
    'ORF-RET-004',
    lasts(forward, { from: '/created_at', to: '/ship_by', hours: 72 }),
    lasts(forward, { from: '/created_at', to: '/hand_in_closes_at', hours: 96 }),
    member(forward, '/refund/trigger', 'rated'),
  );
  await carrierReports(trial, { forward_id, event: 'delivered' });
  const there = await look(trial, { forward_id });
  trial.judge(
    'ORF-RET-004',
    lasts(there, { from: '/tracking/delivered_at', to: '/rating_closes_at', hours: 72 }),
    member(there, '/refund/status', 'not_due'),
  );
}

interface Span {
  readonly from: string;
  readonly to: string;
  readonly hours: number;
}

function lasts(reply: Reply, { from, to, hours }: Span): Claim {
  const begun = String(at(reply.json, from));
  const ends = at(reply.json, to);
  const expected = Number.isNaN(Date.parse(begun)) ? 'a moment' : hoursAfter(begun, hours);
  return {
    holds: Date.parse(String(ends)) === Date.parse(expected),
    expected: `${expected}, ${hours} hours after ${from}`,
    actual: shown(ends),
    pointer: to,
    step: reply.step,
  };
}

/** A new version of the policy, where the server lets a caller change it; another one has its own way. */
async function putInForce(trial: Trial, change: Change): Promise<void> {
  const { profiles } = trial.around.discovery;
  if (!Array.isArray(profiles) || !profiles.includes('policy')) return;
  const held = await trial.call('getPolicy');
  trial.need('getPolicy', status(held, 200));
  const body: JsonObject = changed(changed(trial.around.policy, CERTAIN), change);
  const headers = { 'if-match': held.headers.etag ?? '' };
  trial.need('updatePolicy', status(await trial.call('updatePolicy', { body, headers }), 200));
}

async function notToWarehouseOnceRefunded(trial: Trial): Promise<void> {
  await fresh(trial, { policy: { refund: { trigger: 'handed_in' } } });
  const match = await notHandedIn(trial);
  const given = await lookAtReturn(trial, match);
  trial.need('the return goes to the warehouse', member(given, '/status', 'to_warehouse'));
  await carrierReports(trial, { forward_id: match.forward_id, event: 'picked_up' });
  const late = await lookAtReturn(trial, match);
  trial.need('the hand-in came to light', member(late, '/status', 'in_forward'));
  await carrierReports(trial, { forward_id: match.forward_id, event: 'return_to_sender' });
  const reply = await lookAtReturn(trial, match);
  const refund = at(reply.json, '/refund/status');
  trial.need(
    'the refund was asked for',
    fact('a refund that is requested', refund === 'requested', { actual: refund }),
  );
  trial.must('ORF-RET-003', {
    ...fact('another status than to_warehouse', at(reply.json, '/status') !== 'to_warehouse', {
      actual: at(reply.json, '/status'),
      reply,
    }),
    pointer: '/status',
  });
}

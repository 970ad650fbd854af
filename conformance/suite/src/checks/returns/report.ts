import { at, isObject, type JsonObject } from '../../contract/documents.ts';
import { member, same, status } from '../../run/claim.ts';
import type { Reply } from '../../run/reply.ts';
import type { Trial } from '../../run/trial.ts';
import { itemsOf } from '../../stage/log.ts';
import { hoursAfter, START } from '../../stage/messages.ts';
import { confirm, look, rate } from '../../stage/parcels.ts';
import { scopedCheck } from '../../stage/shapes.ts';
import {
  advance,
  carrierReports,
  eventually,
  fresh,
  placeOrder,
  read,
  startReturn,
} from '../../stage/stage.ts';

export const checks = [
  scopedCheck({
    id: 'returns.report',
    title: 'The report counts, divides and measures what happened to the returns of its period',
    requirements: ['ORF-RET-023'],
    run: report,
  }),
];

/**
 * Five returns of the period: one ineligible, one that nobody chose for, one that nobody bought, one that was settled and one
 * that was never handed in; and one that was created when the period was over.
 */
async function report(trial: Trial): Promise<void> {
  await fresh(trial);
  const skus = ['A', 'B', 'C', 'D', 'E'];
  const ids: string[] = [];
  for (const sku of skus) {
    const reason = { code: sku === 'A' ? 'defective' : 'style' };
    ids.push(String((await startReturn(trial, { product: { sku }, reason })).id));
  }
  await advance(trial, { to: hoursAfter(START, 1) });
  await startReturn(trial);
  for (const return_id of ids.slice(2)) {
    const reply = await trial.call('chooseRoute', { path: { return_id }, body: { route: 'forward' } });
    trial.need('the choice is taken', status(reply, 200));
  }
  await advance(trial, { to: hoursAfter(START, 2) });
  const settled = { forward_id: String((await placeOrder(trial, { sku: 'D' })).forward_id) };
  await advance(trial, { to: hoursAfter(START, 3) });
  const missed = { forward_id: String((await placeOrder(trial, { sku: 'E' })).forward_id) };
  await advance(trial, { to: hoursAfter(START, 4) });
  await carrierReports(trial, { ...settled, event: 'picked_up' });
  await advance(trial, { to: hoursAfter(START, 14) });
  await carrierReports(trial, { ...settled, event: 'delivered' });
  await advance(trial, { to: hoursAfter(START, 19.5) });
  trial.need('the buyer rates', status(await rate(trial, settled, { verdict: 'positive' }), 201));
  trial.need('the refund is paid', status(await confirm(trial, settled), 200));
  await advance(trial, { to: hoursAfter(START, 240) });
  const query = { from: START, to: hoursAfter(START, 1) };
  const reply = await eventually(
    () => trial.call('getReport', { query }),
    trial,
    ({ json }) => at(json, '/settled') === 1,
  );
  trial.need('getReport', status(reply, 200));
  counts(trial, reply);
  await sums(trial, reply, [settled, missed]);
}

const COUNTS: Readonly<Record<string, number>> = {
  returns: 5,
  eligible: 4,
  offered: 4,
  chosen: 3,
  listed: 3,
  matched: 2,
  forwarded: 1,
  settled: 1,
  hand_in_losses: 1,
  eligible_share_bp: 8000,
  adoption_share_bp: 7500,
  match_share_bp: 6666,
  forwarded_share_bp: 2000,
};

const HOURS: Readonly<Record<string, number>> = {
  offer_to_choice: 1,
  listing_to_match: 1.5,
  match_to_hand_in: 2,
  hand_in_to_delivery: 10,
  delivery_to_rating: 5.5,
  intake_to_settlement: 19.5,
};

const FALLBACKS = ['ineligible', 'not_handed_in', 'offer_expired', 'window_expired'];

function counts(trial: Trial, reply: Reply): void {
  for (const [figure, count] of Object.entries(COUNTS))
    trial.judge('ORF-RET-023', member(reply, `/${figure}`, count));
  for (const [stage, hours] of Object.entries(HOURS))
    trial.judge('ORF-RET-023', member(reply, `/stage_hours/${stage}`, hours));
  const fallbacks = listOf(reply, '/fallbacks').toSorted((a, b) =>
    String(a.reason) < String(b.reason) ? -1 : 1,
  );
  trial.judge(
    'ORF-RET-023',
    same(
      'fallbacks',
      fallbacks.map(({ reason, count }) => ({ reason, count })),
      FALLBACKS.map((reason) => ({ reason, count: 1 })),
    ),
    member(reply, '/refunds', [
      { status: 'external', count: 4 },
      { status: 'posted', count: 1 },
    ]),
  );
}

async function sums(trial: Trial, reply: Reply, forwards: readonly { forward_id: string }[]): Promise<void> {
  const [settled] = forwards;
  const forward = await look(trial, settled ?? { forward_id: '' });
  const decision = await read(trial, 'getDecision', {
    decision_id: String(at(forward.json, '/decision_id')),
  });
  const chosen = itemsOf({ items: decision.candidates ?? [] }).find(({ outcome }) => outcome === 'chosen');
  const saving = Number(at(chosen, '/components/advantage')) - Number(at(chosen, '/components/discount'));
  const settlements = await settlementsOf(trial, forwards);
  const net = settlements.map((each) => Number(at(each, '/net/amount'))).reduce((sum, each) => sum + each, 0);
  trial.judge(
    'ORF-RET-023',
    member(reply, '/saving_total', { amount: saving, currency: 'EUR' }),
    member(reply, '/saving_per_forward', { amount: saving, currency: 'EUR' }),
    member(reply, '/settlement_net', { amount: net, currency: 'EUR' }),
  );
  const entries = settlements.flatMap((each) => itemsOf({ items: each.entries ?? [] }));
  const books = listOf(reply, '/books').map(({ account, balance }) => [account, at(balance, '/amount')]);
  trial.judge('ORF-RET-023', same('balances', sorted(books), sorted([...balancesOf(entries)])));
}

function sorted(balances: unknown[][]): unknown[][] {
  return balances
    .filter(([, amount]) => amount !== 0)
    .toSorted((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));
}

function balancesOf(entries: readonly JsonObject[]): Map<string, number> {
  const balances = new Map<string, number>();
  for (const { account, amount } of entries) {
    balances.set(String(account), (balances.get(String(account)) ?? 0) + Number(amount));
  }
  return balances;
}

async function settlementsOf(
  trial: Trial,
  forwards: readonly { forward_id: string }[],
): Promise<JsonObject[]> {
  const found: JsonObject[] = [];
  for (const each of forwards) {
    const settlement_id = at((await look(trial, each)).json, '/settlement_id');
    if (typeof settlement_id === 'string') found.push(await read(trial, 'getSettlement', { settlement_id }));
  }
  return found;
}

function listOf({ json }: Reply, pointer: string): JsonObject[] {
  const found = at(json, pointer);
  return Array.isArray(found) ? found.filter(isObject) : [];
}

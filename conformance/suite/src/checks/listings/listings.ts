import { at, isObject } from '../../contract/documents.ts';
import { fact, member, same, status } from '../../run/claim.ts';
import type { Reply } from '../../run/reply.ts';
import type { Trial } from '../../run/trial.ts';
import { itemsOf } from '../../stage/log.ts';
import { acceptingOrder, type Change, hoursAfter, START, secondsAfter } from '../../stage/messages.ts';
import { lookAtReturn } from '../../stage/parcels.ts';
import { scopedCheck } from '../../stage/shapes.ts';
import {
  advance,
  eventually,
  fresh,
  listedReturn,
  matched,
  placeOrder,
  read,
  readUntil,
} from '../../stage/stage.ts';

export const checks = [
  scopedCheck({
    id: 'listings.one-buyer',
    title: 'Of several buyers who order one listing at the same moment, exactly one gets it',
    requirements: ['ORF-LST-001'],
    run: oneBuyer,
  }),
  scopedCheck({
    id: 'listings.closing-time',
    title: 'A listing can be had one second before it closes, and not at that moment or after',
    requirements: ['ORF-LST-002'],
    run: closingTime,
  }),
  scopedCheck({
    id: 'listings.statutory-window',
    title: 'The listing of a statutory withdrawal leaves time to hand in before the refund is due',
    requirements: ['ORF-LST-003'],
    run: statutoryWindow,
  }),
  scopedCheck({
    id: 'listings.listed-again',
    title: 'An item that is listed again has another listing, which closes when the first would have',
    requirements: ['ORF-LST-004'],
    run: listedAgain,
  }),
  scopedCheck({
    id: 'listings.active-only',
    title: 'The list holds active listings unless another status is asked for',
    requirements: ['ORF-LST-005'],
    run: activeOnly,
  }),
  scopedCheck({
    id: 'listings.for-a-country',
    title: 'A country is not shown what may not be sent there or would not be worth it',
    requirements: ['ORF-LST-006'],
    run: forACountry,
  }),
];

const BUYERS = 6;

async function oneBuyer(trial: Trial): Promise<void> {
  await fresh(trial);
  const { listing_id } = await listedReturn(trial);
  const requests = Array.from({ length: BUYERS }, () =>
    trial.request('createOrder', { body: acceptingOrder(trial, { listing_id, accepts: [] }) }),
  );
  const replies = await trial.race(requests);
  trial.judge('ORF-LST-001', ...replies.map((reply) => status(reply, 201)));
  const orders = [];
  for (const { json } of replies) {
    if (!isObject(json) || typeof json.id !== 'string') continue;
    const reading = { operation: 'getOrder', path: { order_id: json.id } };
    orders.push(await readUntil(trial, reading, ({ status: now }) => now !== 'pending'));
  }
  const winners = orders.filter(({ status: now }) => now === 'forward');
  const losers = orders.filter(({ status: now }) => now !== 'forward');
  const reasons = new Set(losers.map((order) => at(order, '/fulfilment/reason_code')));
  trial.judge(
    'ORF-LST-001',
    fact('one order that is forwarded', winners.length === 1, { actual: winners.length }),
    same('reasons of the others', [...reasons], ['listing_taken']),
  );
  const held = trial.needObject('listForwards', await trial.call('listForwards'), 200);
  trial.judge(
    'ORF-LST-001',
    fact('one forward', itemsOf(held).length === 1, { actual: itemsOf(held).length }),
  );
}

async function closingTime(trial: Trial): Promise<void> {
  await fresh(trial);
  const skus = ['DRESS-1', 'DRESS-2', 'DRESS-3'];
  const ids: string[] = [];
  for (const sku of skus) ids.push(String((await listedReturn(trial, { product: { sku } })).listing_id));
  const { closes_at } = await read(trial, 'getListing', { listing_id: ids[0] ?? '' });
  for (const [index, seconds] of [-1, 0, 1].entries()) {
    await advance(trial, { to: secondsAfter(String(closes_at), seconds) });
    const named: Change = index === 1 ? {} : { listing_id: ids[index] };
    const order = await placeOrder(trial, { ...named, sku: skus[index] });
    if (seconds < 0)
      trial.need(
        'an order one second before',
        fact('a match', order.status === 'forward', { actual: order.status }),
      );
    else
      trial.judge(
        'ORF-LST-002',
        same(`status of an order ${seconds} s after the end`, order.status, 'warehouse'),
      );
  }
}

async function statutoryWindow(trial: Trial): Promise<void> {
  await fresh(trial, { policy: { matching: { window_days: 7, window_days_by_category: {} } } });
  const notices = [hoursAfter(START, -24), hoursAfter(START, -6 * 24), hoursAfter(START, -9 * 24 + 1)];
  for (const [index, notified_at] of notices.entries()) {
    const withdrawal = { notified_at, basis: 'statutory' };
    const source = await listedReturn(trial, { withdrawal, product: { sku: `DRESS-${index}` } });
    const listing = await trial.call('getListing', { path: { listing_id: String(source.listing_id) } });
    const latest = hoursAfter(notified_at, (14 - 3 - 1) * 24);
    const closes = Date.parse(String(at(listing.json, '/closes_at')));
    trial.judge('ORF-LST-003', {
      ...fact(`closes_at not after ${latest}`, closes <= Date.parse(latest), {
        actual: at(listing.json, '/closes_at'),
        reply: listing,
      }),
      pointer: '/closes_at',
    });
  }
}

async function listedAgain(trial: Trial): Promise<void> {
  await fresh(trial);
  const match = await matched(trial);
  const first = await read(trial, 'getListing', { listing_id: match.listing_id });
  await advance(trial, { seconds: 3600 });
  const cancelled = await trial.call('cancelOrder', { path: { order_id: match.order_id }, body: {} });
  trial.need('the buyer cancels', status(cancelled, 200));
  const source = await eventually(() => lookAtReturn(trial, match), trial, isListedAnew(match.listing_id));
  trial.need('the item is listed again', member(source, '/status', 'listed'));
  const second = await trial.call('getListing', {
    path: { listing_id: String(at(source.json, '/listing_id')) },
  });
  trial.judge(
    'ORF-LST-004',
    fact('another listing', at(second.json, '/id') !== match.listing_id, {
      actual: at(second.json, '/id'),
      reply: second,
    }),
    {
      ...fact(
        `closes_at ${String(first.closes_at)}`,
        Date.parse(String(at(second.json, '/closes_at'))) === Date.parse(String(first.closes_at)),
        { actual: at(second.json, '/closes_at'), reply: second },
      ),
      pointer: '/closes_at',
    },
    member(second, '/status', 'active'),
  );
}

function isListedAnew(listing_id: string) {
  return ({ json }: Reply) => at(json, '/status') === 'listed' && at(json, '/listing_id') !== listing_id;
}

async function activeOnly(trial: Trial): Promise<void> {
  await fresh(trial);
  const { listing_id } = await matched(trial);
  const open = await listedReturn(trial);
  const ids = async (query: Readonly<Record<string, string>>) => {
    const reply = await trial.call('listListings', { query: { sku: 'DRESS-1', ...query } });
    return itemsOf(trial.needObject('listListings', reply, 200)).map(({ id }) => String(id));
  };
  trial.judge('ORF-LST-005', same('listings where no status is asked for', await ids({}), [open.listing_id]));
  trial.need(
    'the closed one is found by its status',
    same('matched ones', await ids({ status: 'matched' }), [listing_id]),
  );
}

async function forACountry(trial: Trial): Promise<void> {
  const economics = { by_lane: [], forward_leg: { same_zone: 600, same_country: 650, cross_border: 90_000 } };
  const cross_border = [{ from: 'NL', to: 'DE' }];
  const shown = async (country: string) => {
    const reply = await trial.call('listListings', { query: { sku: 'DRESS-1', country } });
    return itemsOf(trial.needObject('listListings', reply, 200)).length;
  };
  await fresh(trial, { policy: { matching: { cross_border } } });
  await listedReturn(trial);
  trial.judge(
    'ORF-LST-006',
    same('listings for the own country', await shown('NL'), 1),
    same('listings for a country that a parcel may go to', await shown('DE'), 1),
    same('listings for a country that no parcel may go to', await shown('BE'), 0),
    same('listings for a country that is not served', await shown('US'), 0),
  );
  await fresh(trial, { policy: { matching: { cross_border, economics } } });
  await listedReturn(trial);
  trial.judge(
    'ORF-LST-006',
    same('listings for the own country', await shown('NL'), 1),
    same('listings for a country where a forward would be a loss', await shown('DE'), 0),
  );
}

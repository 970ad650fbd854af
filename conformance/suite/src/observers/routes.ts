import { at, isObject, type JsonObject } from '../contract/documents.ts';
import { operationOf } from '../contract/operation-of.ts';
import { type Claim, fact } from '../run/claim.ts';
import { type Judged, watching } from '../run/watching.ts';

const DESTINATIONS: Readonly<Record<string, readonly string[]>> = {
  assessing: ['undecided'],
  offered: ['undecided'],
  listed: ['buyer'],
  matched: ['buyer'],
  in_forward: ['buyer'],
  completed: ['buyer', 'warehouse'],
  to_warehouse: ['warehouse'],
  cancelled: ['none'],
  lost: ['none'],
};

const SOURCES: Readonly<Record<string, readonly string[]>> = {
  pending: ['undecided'],
  forward: ['forward'],
  warehouse: ['warehouse'],
  cancelled: ['none'],
  refunded: ['none'],
  fulfilled: ['forward', 'warehouse'],
};

/** Every return and order that is read: where the item goes, and where the buyer's unit comes from, by the status. */
export const observers = [
  watching({
    id: 'observer.routes',
    title: 'Where an item goes and a unit comes from follows from the status',
    requirements: ['ORF-RET-024', 'ORF-ORD-010'],
    begin:
      ({ contract }) =>
      ({ exchange: { request }, reply: { json, status } }): Judged | undefined => {
        if (status !== 200 || !isObject(json)) return undefined;
        const read = Array.isArray(json.items) ? json.items.filter(isObject) : [json];
        // What has no status says nothing of what follows from it.
        const shown = read.filter((each) => typeof each.status === 'string');
        const operation = operationOf(contract, request)?.id ?? '';
        if (['getReturn', 'listReturns'].includes(operation)) return { 'ORF-RET-024': shown.map(goes) };
        if (['getOrder', 'listOrders'].includes(operation)) return { 'ORF-ORD-010': shown.map(comes) };
        return undefined;
      },
  }),
];

function goes(source: JsonObject): Claim {
  const destination = String(at(source, '/route/destination'));
  const reason = at(source, '/route/reason_code');
  const expected = DESTINATIONS[String(source.status)] ?? [destination];
  const isExplained = source.status !== 'to_warehouse' || typeof reason === 'string';
  return fact(
    `route of a return that is ${String(source.status)}: ${expected.join(' or ')}`,
    expected.includes(destination) && isExplained,
    { actual: source.route },
  );
}

function comes(order: JsonObject): Claim {
  const source = String(at(order, '/fulfilment/source'));
  const isDue = order.status === 'forward' && order.buyer_refund_due !== undefined;
  const expected = isDue ? ['none'] : (SOURCES[String(order.status)] ?? [source]);
  return fact(
    `fulfilment of an order that is ${String(order.status)}: ${expected.join(' or ')}`,
    expected.includes(source),
    { actual: order.fulfilment },
  );
}

import { at, isObject, type Json, type JsonObject } from '../contract/documents.ts';
import { operationOf } from '../contract/operation-of.ts';
import { fact, same } from '../run/claim.ts';
import { type Judged, watching } from '../run/watching.ts';

export const observers = [
  watching({
    id: 'observer.refunds',
    title:
      'A return has one refund, asked for under one id and one amount and paid once; none is ever seen due and not asked for',
    requirements: ['ORF-REF-002', 'ORF-REF-003', 'ORF-REF-004'],
    begin: ({ contract }) => {
      const refunds = new Map<string, string>();
      const asked = new Map<string, string>();
      const posted = new Map<string, string>();
      return ({ exchange: { request }, reply }) => {
        const operation = operationOf(contract, request)?.id;
        if (operation === undefined || reply.status >= 300) return undefined;
        if (operation === 'resetSandbox') for (const each of [refunds, asked, posted]) each.clear();
        if (operation === 'listEvents') return inEvents(reply.json, { asked, posted });
        if (request.method !== 'GET') return undefined;
        return inAnswer([...refundsIn(reply.json)], refunds);
      };
    },
  }),
];

function inAnswer(found: readonly JsonObject[], refunds: Map<string, string>): Judged | undefined {
  if (found.length === 0) return undefined;
  const claims = found.map((refund) => once(refunds, String(refund.return_id), String(refund.id)));
  return {
    'ORF-REF-002': found.map(({ status }) =>
      fact('a refund that is asked for', status !== 'due', { actual: status }),
    ),
    'ORF-REF-003': claims.map((actual) => same('refunds of a return', actual, true)),
  };
}

/** Whether what is known under a name is this, or was not known. */
function once(known: Map<string, string>, name: string, value: string): boolean {
  const before = known.get(name);
  known.set(name, before ?? value);
  return before === undefined || before === value;
}

interface Known {
  readonly asked: Map<string, string>;
  readonly posted: Map<string, string>;
}

function inEvents(json: Json | undefined, { asked, posted }: Known): Judged | undefined {
  const items = at(json, '/items');
  const events = Array.isArray(items) ? items.filter(isObject) : [];
  const requests = events.filter(({ type }) => type === 'refund.requested');
  const payments = events.filter(({ type }) => type === 'refund.posted');
  const requested = requests.map((event) => {
    const what = JSON.stringify([at(event, '/data/id'), at(event, '/data/amount')]);
    return same('one refund and one amount', once(asked, String(at(event, '/data/return_id')), what), true);
  });
  const paid = payments.map((event) =>
    same('one payment', once(posted, String(at(event, '/data/return_id')), String(event.id)), true),
  );
  return {
    ...(requested.length === 0 ? {} : { 'ORF-REF-004': requested }),
    ...(paid.length === 0 ? {} : { 'ORF-REF-003': paid }),
  };
}

/** Refunds as they are now: those of events are as of then. */
function* refundsIn(json: Json | undefined): Generator<JsonObject> {
  if (Array.isArray(json)) for (const each of json) yield* refundsIn(each);
  if (!isObject(json) || 'sequence' in json) return;
  if ('trigger' in json && 'resolution_type' in json && 'return_id' in json) yield json;
  else for (const each of Object.values(json)) yield* refundsIn(each);
}

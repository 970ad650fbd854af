import { isObject, type Json, type JsonObject } from '../contract/documents.ts';
import { same } from '../run/claim.ts';
import { watching } from '../run/watching.ts';

/** Who has the item, by the status of its forward. */
const CUSTODIANS: Readonly<Record<string, string>> = {
  label_pending: 'sender',
  label_issued: 'sender',
  reverted: 'sender',
  handed_in: 'carrier',
  in_transit: 'carrier',
  late: 'carrier',
  lost: 'carrier',
  delivered: 'buyer',
  rated: 'buyer',
  settled: 'buyer',
  undeliverable: 'retailer',
};

export const observers = [
  watching({
    id: 'observer.custody',
    title: 'Every forward shows who has the item, as its status says, in answers and in events',
    requirements: ['ORF-TRK-012'],
    begin:
      () =>
      ({ reply }) => {
        const forwards = reply.status < 300 ? [...forwardsIn(reply.json)] : [];
        if (forwards.length === 0) return undefined;
        const claims = forwards.map(({ status, custodian }) =>
          same(`custodian of a forward that is ${String(status)}`, custodian, CUSTODIANS[String(status)]),
        );
        return { 'ORF-TRK-012': claims };
      },
  }),
];

function* forwardsIn(json: Json | undefined): Generator<JsonObject> {
  if (Array.isArray(json)) for (const each of json) yield* forwardsIn(each);
  if (!isObject(json)) return;
  if ('hand_in_closes_at' in json && 'custodian' in json) yield json;
  else for (const each of Object.values(json)) yield* forwardsIn(each);
}

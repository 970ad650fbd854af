import { at, isObject, type JsonObject } from '../../contract/documents.ts';
import type { Check } from '../../run/check.ts';
import { type Claim, fact, present, same, status } from '../../run/claim.ts';
import type { Reply } from '../../run/reply.ts';
import type { Trial } from '../../run/trial.ts';
import { BUYER, SENDER } from '../../stage/marks.ts';
import { look, lookAtOrder, lookAtReturn } from '../../stage/parcels.ts';
import { coreCheck } from '../../stage/shapes.ts';
import { fresh, listedReturn, matched, placeOrder } from '../../stage/stage.ts';

const places = coreCheck({
  id: 'privacy.places',
  title:
    'Places are countries or regions of NUTS 1, and in decisions zones that no single postal code makes up',
  requirements: ['ORF-PRV-005'],
  run: async (trial) => {
    await fresh(trial);
    const match = await matched(trial);
    const source = await lookAtReturn(trial, match);
    const order = await lookAtOrder(trial, match);
    const forward = await look(trial, match);
    const path = { decision_id: String(at(forward.json, '/decision_id')) };
    const decision = await trial.call('getDecision', { path });
    trial.need('the decision', status(decision, 200), present(decision, '/candidates/0'));
    const regions = [
      region(source, '/ship_from_region', SENDER.postal_code),
      region(order, '/ship_to_region', BUYER.postal_code),
    ];
    trial.judge('ORF-PRV-005', ...regions.flat());
    for (const name of ['from_zone', 'to_zone'])
      for (const zone of named(decision.json, name)) trial.judge('ORF-PRV-005', zoneClaim(zone, decision));
  },
});

/** Postal codes of four digits have some two thousand addresses each; a region of NUTS 1 has three characters. */
function region(reply: Reply, pointer: string, code: string): Claim[] {
  const found = at(reply.json, pointer);
  const nuts = at(found, '/nuts1');
  const text = JSON.stringify(found ?? null);
  return [
    present(reply, `${pointer}/country`),
    fact('a NUTS 1 code, or none', nuts === undefined || /^[A-Z]{2}[A-Z0-9]$/.test(String(nuts)), {
      actual: nuts,
      reply,
    }),
    fact('nothing finer than the region', !text.includes(code.slice(0, 4)), { actual: found, reply }),
  ];
}

function zoneClaim(zone: string, reply: Reply): Claim {
  const digits = [SENDER, BUYER].map(({ postal_code: code }) => code.slice(0, 4));
  const holds = /^[A-Z]{2}(-[A-Z0-9]{1,8})?$/.test(zone) && !digits.some((each) => zone.includes(each));
  return fact('a zone of 10,000 addresses or more', holds, { actual: zone, reply });
}

/** Every text of that name, wherever it stands. */
function named(value: unknown, name: string): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => named(each, name));
  if (!isObject(value)) return [];
  const own = typeof value[name] === 'string' ? [value[name]] : [];
  return [...own, ...Object.values(value).flatMap((each) => named(each, name))];
}

/** Other people at other doors of the same postal codes. */
const NEIGHBOURS = {
  return: { ship_from: { name: 'Pim Mus', street: 'Kwartelvinkstraat 4712 bis', city: 'Oud-Zwaluwenoord' } },
  order: {
    ship_to: { name: 'Els Spreeuw', street: 'Nachtegaalsdreef 8156 bis', city: 'Oud-Leeuwerikszand' },
  },
};

const independence = coreCheck({
  id: 'privacy.independence',
  title: 'Another door of the same postal code changes no price, no value, and not what is listed',
  requirements: ['ORF-PRV-006'],
  run: async (trial) => {
    const first = await outcome(trial, {});
    const second = await outcome(trial, NEIGHBOURS);
    for (const [what, value] of Object.entries(first))
      trial.judge('ORF-PRV-006', same(`${what}, as for the neighbour`, second[what], value));
  },
});

/** What an address has a part in: prices, values, and what is listed for a buyer's country. */
async function outcome(
  trial: Trial,
  change: { return?: JsonObject; order?: JsonObject },
): Promise<Record<string, unknown>> {
  await fresh(trial);
  const source = await listedReturn(trial, change.return);
  const listed = await trial.call('listListings', { query: { sku: 'DRESS-1', country: 'NL' } });
  const order = await placeOrder(trial, change.order);
  const path = { decision_id: String(order.decision_id) };
  const decision = await trial.call('getDecision', { path });
  trial.need('the decision', status(decision, 200), present(decision, '/candidates/0/forward_value'));
  const items = at(listed.json, '/items');
  return {
    listed: Array.isArray(items) ? items.length : undefined,
    price: at(listed.json, '/items/0/price'),
    discount: at(listed.json, '/items/0/discount'),
    offer: at(source, '/offer/listing_price'),
    forward_value: at(decision.json, '/candidates/0/forward_value'),
    threshold: at(decision.json, '/candidates/0/threshold'),
  };
}

export const checks: readonly Check[] = [places, independence];

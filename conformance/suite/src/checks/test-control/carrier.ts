import { at } from '../../contract/documents.ts';
import type { Check } from '../../run/check.ts';
import { member, same, status } from '../../run/claim.ts';
import type { Trial } from '../../run/trial.ts';
import { eventsOf, typesOf } from '../../stage/events.ts';
import { acceptingOrder, START, secondsAfter } from '../../stage/messages.ts';
import { look, scan, VOIDS_LATER } from '../../stage/parcels.ts';
import { controlCheck } from '../../stage/shapes.ts';
import { advance, fresh, listedReturn, type Match, matched, readUntil, succeeds } from '../../stage/stage.ts';

/** Scans in the order in which they come in, with their own times in seconds after the match. */
type Story = readonly (readonly [event: string, after: number])[];

/** In order, double, late, contradictory. */
const STORIES: readonly Story[] = [
  [
    ['picked_up', 0],
    ['in_transit', 0],
    ['out_for_delivery', 0],
    ['delivered', 0],
  ],
  [
    ['in_transit', 0],
    ['picked_up', -60],
    ['picked_up', -60],
    ['in_transit', 0],
  ],
  [
    ['delivered', 0],
    ['delivery_failed', -30],
    ['return_to_sender', 0],
  ],
  [
    ['picked_up', 0],
    ['return_to_sender', 0],
    ['delivered', 0],
  ],
  [
    ['ready_for_pickup', 0],
    ['delivery_failed', 0],
  ],
];

/** What can be seen of a parcel, but for names and moments of recording. */
async function seen(trial: Trial, match: Match): Promise<unknown> {
  const forward = (await look(trial, match)).json;
  const path = { forward_id: match.forward_id };
  const tracking = await trial.call('getTracking', { path, query: { party: 'buyer' } });
  const steps = at(tracking.json, '/steps');
  const events = typesOf(await eventsOf(trial, { subject_id: match.forward_id }));
  const items = ['/status', '/custodian', '/tracking', '/refund/status', '/rating_closes_at'];
  return { forward: items.map((pointer) => at(forward, pointer) ?? null), steps: steps ?? null, events };
}

/** Tells one parcel's story as the carrier, the other's as a caller. */
async function told(trial: Trial, [one, other]: readonly [Match, Match], story: Story): Promise<void> {
  for (const [event, after] of story) {
    const occurred_at = secondsAfter(START, 120 + after);
    const body = { forward_id: one.forward_id, event, occurred_at };
    trial.judge('ORF-TST-010', status(await trial.call('simulateCarrierEvent', { body }), 200));
    await scan(trial, other, { status: event, occurred_at });
  }
}

const scans = controlCheck({
  id: 'test-control.carrier.scans',
  title: 'A scan of the sandbox’s carrier does what the same scan does that a caller reports',
  requirements: ['ORF-TST-010'],
  run: async (trial) => {
    await fresh(trial);
    const pairs: [Match, Match][] = [];
    for (let pair = 0; pair < STORIES.length; pair += 1)
      pairs.push([await matched(trial), await matched(trial)]);
    await advance(trial, { to: secondsAfter(START, 120) });
    for (const [index, story] of STORIES.entries()) {
      const [one, other] = pairs[index] as [Match, Match];
      await told(trial, [one, other], story);
      const names = story.map(([event]) => event).join(', ');
      trial.judge('ORF-TST-010', same(`after ${names}`, await seen(trial, one), await seen(trial, other)));
    }
  },
});

const REFUSES = { street_2: 'SANDBOX REFUSES' };

const labels = controlCheck({
  id: 'test-control.carrier.labels',
  title: 'The sandbox’s carrier gives a label at once, or refuses one for good where an address asks for it',
  requirements: ['ORF-TST-011'],
  run: async (trial) => {
    await fresh(trial);
    const given = await look(trial, await pair(trial, {}, {}));
    trial.judge(
      'ORF-TST-011',
      member(given, '/status', 'label_issued'),
      member(given, '/label/status', 'valid'),
    );
    for (const [source, order] of [
      [{ ship_from: REFUSES }, {}],
      [{}, { ship_to: REFUSES }],
    ] as const) {
      const refused = await look(trial, await pair(trial, source, order));
      trial.judge(
        'ORF-TST-011',
        member(refused, '/status', 'reverted'),
        member(refused, '/revert_reason', 'label_failed'),
      );
    }
    const almost = await look(trial, await pair(trial, { ship_from: { street_2: 'SANDBOX ACCEPTS' } }, {}));
    trial.judge('ORF-TST-011', member(almost, '/status', 'label_issued'));
  },
});

/** Joins a return and an order, whatever becomes of the label then. */
async function pair(trial: Trial, source: object, order: object): Promise<Match> {
  const listed = await listedReturn(trial, source as Record<string, unknown>);
  const body = acceptingOrder(trial, order as Record<string, unknown>);
  const made = trial.needObject('createOrder', await trial.call('createOrder', { body }), 201);
  const document = await readUntil(
    trial,
    { operation: 'getOrder', path: { order_id: String(made.id) } },
    ({ forward_id }) => forward_id !== undefined,
  );
  await advance(trial, { seconds: 0 });
  return {
    return_id: String(listed.id),
    order_id: String(made.id),
    listing_id: String(listed.listing_id),
    forward_id: String(document.forward_id),
  };
}

const voids = controlCheck({
  id: 'test-control.carrier.voids',
  title: 'The sandbox’s carrier confirms a void at once, or when it is told to where an address asks for it',
  requirements: ['ORF-TST-012'],
  run: async (trial) => {
    await fresh(trial);
    const prompt = await reverted(trial, {});
    trial.judge('ORF-TST-012', member(await look(trial, prompt), '/label/status', 'void'));
    const slow = await reverted(trial, VOIDS_LATER);
    await advance(trial, { seconds: 3600 });
    trial.judge('ORF-TST-012', member(await look(trial, slow), '/label/status', 'void_requested'));
    const body = { forward_id: slow.forward_id, event: 'void_confirmed' };
    trial.judge('ORF-TST-012', status(await trial.call('simulateCarrierEvent', { body }), 200));
    trial.judge('ORF-TST-012', member(await look(trial, slow), '/label/status', 'void'));
  },
});

/** A match that the sender called off, with everything done that follows at once. */
async function reverted(trial: Trial, source: object): Promise<Match> {
  const match = await matched(trial, { return: source as Record<string, unknown> });
  const path = { return_id: match.return_id };
  await succeeds(trial, 'cancelReturn', { path, body: {} });
  await advance(trial, { seconds: 0 });
  return match;
}

export const checks: readonly Check[] = [scans, labels, voids];

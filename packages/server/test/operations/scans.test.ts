import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { problemOf } from '../support/calls.ts';
import { footprint } from '../support/footprint.ts';
import { orderNaming } from '../support/requests.ts';
import { type Sandbox, START, startSandbox } from '../support/sandbox.ts';
import {
  advanceTo,
  after,
  eventTypes,
  list,
  listingOf,
  look,
  match,
  now,
  reset,
  scan,
} from '../support/shop.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(() => reset(sandbox));

describe('a scan', () => {
  const report = (forward_id: string, occurred_at: string) =>
    sandbox.call('reportTrackingEvent', { path: { forward_id }, body: { status: 'picked_up', occurred_at } });

  it('may be five minutes ahead of the clock, and no second more', async () => {
    const { forward_id } = await match(sandbox);
    const before = footprint(sandbox);
    const far = await report(forward_id, after(START, { seconds: 301 }));
    expect(problemOf(far)).toMatchObject({ status: 422, code: 'occurred_in_future' });
    expect(problemOf(far).errors?.[0]?.pointer).toBe('/occurred_at');
    expect(footprint(sandbox)).toEqual(before);
    expect((await report(forward_id, after(START, { seconds: 300 }))).status).toBe(201);
  });

  it('of a parcel without a label is refused', async () => {
    const listing = await listingOf(sandbox, await list(sandbox));
    const { forward_id = '' } = await sandbox.ask('createOrder', { body: orderNaming(listing) });
    expect(problemOf(await report(forward_id, START)).code).toBe('label_not_ready');
  });

  it('is one scan however often it is reported', async () => {
    const { forward_id } = await match(sandbox);
    const first = await report(forward_id, START);
    const before = { events: await eventTypes(sandbox), look: footprint(sandbox).scans };
    const again = await report(forward_id, START);
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(first.body);
    expect({ events: await eventTypes(sandbox), look: footprint(sandbox).scans }).toEqual(before);
  });

  it('never moves a forward backwards, nor has an effect twice', async () => {
    const deal = await match(sandbox);
    await advanceTo(sandbox, after(START, { days: 2 }));
    expect(await scan(sandbox, deal, 'delivered')).toBe('applied');
    const closes = (await look(sandbox, deal)).forward.rating_closes_at;
    for (const status of ['picked_up', 'in_transit', 'out_for_delivery', 'delivered'] as const)
      expect(await scan(sandbox, deal, status, after(START, { days: 1 }))).toBe('recorded');
    const { forward } = await look(sandbox, deal);
    expect(forward).toMatchObject({
      status: 'delivered',
      rating_closes_at: closes,
      tracking: { status: 'delivered' },
    });
    expect((await eventTypes(sandbox)).filter((type) => /handed_in|in_transit|delivered/.test(type))).toEqual(
      ['forward.handed_in', 'forward.delivered'],
    );
  });

  it('of nothing proves nothing', async () => {
    const deal = await match(sandbox);
    for (const status of ['pending', 'unknown', 'cancelled'] as const)
      expect(await scan(sandbox, deal, status)).toBe('recorded');
    expect((await look(sandbox, deal)).forward.status).toBe('label_issued');
  });

  it('is shown to both parties in the order in which it happened, and the number to the buyer alone', async () => {
    const deal = await match(sandbox);
    await advanceTo(sandbox, after(START, { days: 2 }));
    await scan(sandbox, deal, 'out_for_delivery');
    await scan(sandbox, deal, 'picked_up', after(START, { days: 1 }));
    const { forward } = await look(sandbox, deal);
    const view = (party: 'sender' | 'buyer') =>
      sandbox.ask('getTracking', { path: { forward_id: deal.forward_id }, query: { party } });
    const [sender, buyer] = [await view('sender'), await view('buyer')];
    const steps = [
      { status: 'picked_up', occurred_at: after(START, { days: 1 }) },
      { status: 'out_for_delivery', occurred_at: await now(sandbox) },
    ];
    expect([sender.steps, buyer.steps]).toEqual([steps, steps]);
    expect(buyer.tracking_number).toBe(forward.label?.tracking_number);
    const { carriers } = await sandbox.ask('getDiscovery');
    const exposure = carriers.find(({ id }) => id === forward.label?.carrier)?.public_tracking_exposure;
    expect(sender.tracking_number).toBe(exposure === 'none' ? forward.label?.tracking_number : undefined);
  });
});

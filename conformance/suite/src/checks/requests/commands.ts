import { at, type JsonObject } from '../../contract/documents.ts';
import type { Check } from '../../run/check.ts';
import { fact, problem, same, status } from '../../run/claim.ts';
import type { Trial } from '../../run/trial.ts';
import { eventsOf, typesOf } from '../../stage/events.ts';
import { acceptingOrder, eligibleReturn } from '../../stage/messages.ts';
import { coreCheck } from '../../stage/shapes.ts';
import { advance, fresh, listedReturn, matched, startReturn, succeeds } from '../../stage/stage.ts';

/** A command that the present state has no row for. */
interface Illegal {
  readonly operation: string;
  readonly path: Readonly<Record<string, string>>;
  readonly body: object;
  /** What must stay as it is. */
  readonly read: string;
}

async function refused(trial: Trial, { operation, path, body, read }: Illegal): Promise<void> {
  const [subject_id = ''] = Object.values(path);
  const before = await trial.call(read, { path });
  const events = await eventsOf(trial, { subject_id });
  const reply = await trial.call(operation, { path, body });
  trial.judge('ORF-GEN-006', problem(reply, 'illegal_transition', 409));
  const after = await trial.call(read, { path });
  trial.judge('ORF-GEN-006', same('the object as it was', after.json, before.json));
  const later = await eventsOf(trial, { subject_id });
  trial.judge('ORF-GEN-006', same('its events', typesOf(later), typesOf(events)));
}

const illegal = coreCheck({
  id: 'requests.commands.illegal',
  title: 'A command that the state has no row for is refused, and everything stays',
  requirements: ['ORF-GEN-006'],
  run: async (trial) => {
    await fresh(trial);
    const path = { return_id: String((await startReturn(trial)).id) };
    const disposition = {
      operation: 'recordDisposition',
      path,
      body: { kind: 'restock' },
      read: 'getReturn',
    };
    await refused(trial, disposition);
    const first = await trial.call('cancelReturn', { path, body: {} });
    trial.judge('ORF-GEN-006', status(first, 200));
    const cancelled = { path, read: 'getReturn' };
    await refused(trial, { ...cancelled, operation: 'cancelReturn', body: {} });
    await refused(trial, { ...cancelled, operation: 'chooseRoute', body: { route: 'warehouse' } });
    const listing = { listing_id: String((await listedReturn(trial)).listing_id) };
    const withdrawn = await trial.call('withdrawListing', { path: listing, body: {} });
    trial.judge('ORF-GEN-006', status(withdrawn, 200));
    await refused(trial, { operation: 'withdrawListing', path: listing, body: {}, read: 'getListing' });
    const made = await trial.call('createOrder', { body: acceptingOrder(trial, { accepts: [] }) });
    const order = { order_id: String(trial.needObject('createOrder', made, 201).id) };
    const closed = await trial.call('closeOrder', { path: order, body: { outcome: 'fulfilled' } });
    trial.judge('ORF-GEN-006', status(closed, 200));
    await refused(trial, { operation: 'cancelOrder', path: order, body: {}, read: 'getOrder' });
    const { forward_id } = await matched(trial);
    const lost = { operation: 'reportLost', path: { forward_id }, body: {}, read: 'getForward' };
    await refused(trial, lost);
  },
});

const together = coreCheck({
  id: 'requests.commands.together',
  title: 'A status is not seen without what came with it: events, the listing, the other side',
  requirements: ['ORF-GEN-005'],
  run: async (trial) => {
    await fresh(trial);
    const source = await listedReturn(trial, { product: { sku: 'COAT-1' } });
    const listing_id = String(source.listing_id);
    await seenWith(trial, String(source.id), ['return.listed']);
    await seenWith(trial, listing_id, ['listing.opened']);
    const { forward_id, order_id, return_id } = await matched(trial);
    const forward = await trial.call('getForward', { path: { forward_id } });
    const order = await trial.call('getOrder', { path: { order_id } });
    const matchedReturn = await trial.call('getReturn', { path: { return_id } });
    trial.judge(
      'ORF-GEN-005',
      same('the order of the forward', at(forward.json, '/order_id'), order_id),
      same('the forward of the order', at(order.json, '/forward_id'), forward_id),
      same('the order is', at(order.json, '/status'), 'forward'),
      same('the forward of the return', at(matchedReturn.json, '/forward_id'), forward_id),
      same('the return is', at(matchedReturn.json, '/status'), 'matched'),
    );
    await seenWith(trial, return_id, ['return.created', 'return.offered', 'return.listed', 'return.matched']);
    await seenWith(trial, order_id, ['order.accepted', 'order.forward_matched']);
    await seenWith(trial, forward_id, ['forward.matched', 'forward.label_issued']);
    await succeeds(trial, 'withdrawListing', { path: { listing_id }, body: {} });
    const returned = await trial.call('getReturn', { path: { return_id: String(source.id) } });
    trial.judge('ORF-GEN-005', same('the return is', at(returned.json, '/status'), 'to_warehouse'));
    await seenWith(trial, String(source.id), ['return.routed_to_warehouse']);
    await seenWith(trial, listing_id, ['listing.closed']);
  },
});

/** The log tells these of an object that shows the status they brought. */
async function seenWith(trial: Trial, subject_id: string, types: readonly string[]): Promise<void> {
  const told = typesOf(await eventsOf(trial, { subject_id }));
  const missing = types.filter((type) => !told.includes(type));
  trial.judge('ORF-GEN-005', fact(`events ${types.join(', ')}`, missing.length === 0, { actual: told }));
}

/** The status of a return, as it is read alone and in a list. */
async function shown(trial: Trial, { id, external_id }: JsonObject): Promise<unknown[]> {
  const alone = await trial.call('getReturn', { path: { return_id: String(id) } });
  const listed = await trial.call('listReturns', { query: { external_id: String(external_id) } });
  return [at(alone.json, '/status'), at(listed.json, '/items/0/status')];
}

const steps = coreCheck({
  id: 'requests.commands.steps',
  title: 'A command leads where its row leads, and an end is an end, whatever falls due later',
  requirements: ['ORF-GEN-003', 'ORF-GEN-004'],
  run: async (trial) => {
    await fresh(trial);
    const source = await startReturn(trial);
    trial.judge('ORF-GEN-003', same('a new return', await shown(trial, source), ['offered', 'offered']));
    const path = { return_id: String(source.id) };
    const body = { route: 'forward' };
    await succeeds(trial, 'chooseRoute', { path, body });
    trial.judge('ORF-GEN-003', same('once chosen', await shown(trial, source), ['listed', 'listed']));
    const other = await startReturn(trial);
    const ended = { return_id: String(other.id) };
    await succeeds(trial, 'cancelReturn', { path: ended, body: {} });
    const cancelled = ['cancelled', 'cancelled'];
    trial.judge('ORF-GEN-004', same('once cancelled', await shown(trial, other), cancelled));
    await advance(trial, { seconds: 20 * 86_400 });
    trial.judge('ORF-GEN-004', same('twenty days later', await shown(trial, other), cancelled));
    const over = ['to_warehouse', 'to_warehouse'];
    trial.judge('ORF-GEN-003', same('without a buyer', await shown(trial, source), over));
  },
});

const taken = coreCheck({
  id: 'requests.external-ids',
  title: 'An external id names one return, and one order',
  requirements: ['ORF-GEN-017'],
  run: async (trial) => {
    await fresh(trial);
    const external_id = trial.unique('external');
    const bodies = [
      ['createReturn', (id: string) => eligibleReturn(trial, { external_id: id })],
      ['createOrder', (id: string) => acceptingOrder(trial, { external_id: id })],
    ] as const;
    for (const [operation, bodyWith] of bodies) {
      const first = await trial.call(operation, { body: bodyWith(external_id) });
      trial.judge('ORF-GEN-017', status(first, 201));
      const second = await trial.call(operation, { body: bodyWith(external_id) });
      trial.judge('ORF-GEN-017', problem(second, 'external_id_taken', 409));
      const other = await trial.call(operation, { body: bodyWith(trial.unique('external')) });
      trial.judge('ORF-GEN-017', status(other, 201));
    }
  },
});

export const checks: readonly Check[] = [illegal, together, steps, taken];

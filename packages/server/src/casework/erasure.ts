import { eraseBuyer, eraseSender, needsPeople, see } from '@open-return-forwarding/core';
import type { Erasure, EventSubject, Forward } from '@open-return-forwarding/protocol';
import type { Unit } from '../ports.ts';
import type { Services } from '../services.ts';
import { startCase } from './case.ts';
import { type Extent, forgetForward, forgetOrder, forgetReturn } from './forget.ts';
import { found, loadForListing, loadOrder, loadReturn } from './load.ts';
import { saveCase } from './save.ts';

/** The records of the person, by their ids; sealed while an erasure waits. */
interface Records {
  readonly returns: readonly string[];
  readonly orders: readonly string[];
}
interface Erasing {
  readonly services: Services;
  readonly unit: Unit;
  readonly records: Records;
}

/** Erases a person, now or as far as open forwards let it. What is stored of the person later is not touched. */
export async function beginErasure(services: Services, unit: Unit, personRef: string): Promise<Erasure> {
  const returns = await unit.returns.find({ consumer_ref: personRef });
  const orders = await unit.orders.find({ buyer_ref: personRef });
  const records = { returns: returns.map(({ doc }) => doc.id), orders: orders.map(({ doc }) => doc.id) };
  await unit.reservations.forget(personRef);
  const erasure: Erasure = {
    id: services.newId('era'),
    status: 'deferred',
    requested_at: services.clock.now(),
    redacted: [],
    waits_for: [],
  };
  const doc = await proceed({ services, unit, records }, erasure);
  await unit.erasures.insert({ doc });
  if (doc.status === 'deferred') await unit.vault.put(doc.id, records);
  return doc;
}

/** Goes on with a deferred erasure: something that it waits for has changed. */
export async function resumeErasure(services: Services, unit: Unit, id: string): Promise<void> {
  const record = found(await unit.erasures.get(id), 'erasure');
  if (record.doc.status === 'done') return;
  const records = found(await unit.vault.get<Records>(id), 'records of an erasure');
  const doc = await proceed({ services, unit, records }, record.doc);
  await unit.erasures.update({ ...record, doc });
  if (doc.status === 'done') await unit.vault.shred(id);
}

async function proceed(erasing: Erasing, before: Erasure): Promise<Erasure> {
  const { services, unit, records } = erasing;
  await endWaiting(erasing);
  const forwards = await forwardsOf(unit, records);
  const open = await openOnes(unit, forwards);
  const redacted = await forget(erasing, { before, forwards, open });
  await unit.erasureWaits.set(before.id, [...open.keys()]);
  if (open.size > 0) return { ...before, redacted, waits_for: [...open.keys()] };
  const now = services.clock.now();
  const done: Erasure = { ...before, status: 'done', completed_at: now, redacted, waits_for: [] };
  await unit.events.append({
    id: services.newId('evt'),
    type: 'privacy.redacted',
    subject: { kind: 'erasure', id: done.id },
    occurred_at: now,
    effective_at: now,
    recorded_at: now,
    data: done,
  });
  return done;
}

/** Nobody is left to send what has no buyer yet, nor to wait for a listing. */
async function endWaiting({ services, unit, records }: Erasing): Promise<void> {
  for (const id of records.returns) {
    const theCase = await startCase(services, unit);
    await loadReturn(theCase, id);
    if (!['assessing', 'offered', 'listed'].includes(see(theCase.work, 'return', id).status)) continue;
    await loadForListing(theCase, id);
    eraseSender(theCase.work, id);
    await saveCase(theCase);
  }
  for (const id of records.orders) {
    const theCase = await startCase(services, unit);
    await loadOrder(theCase, id);
    if (see(theCase.work, 'order', id).status !== 'pending') continue;
    eraseBuyer(theCase.work, id);
    await saveCase(theCase);
  }
}

async function forwardsOf(unit: Unit, { returns, orders }: Records): Promise<Map<string, Forward>> {
  const sent = await Promise.all(returns.map((return_id) => unit.forwards.find({ return_id })));
  const received = await Promise.all(orders.map((order_id) => unit.forwards.find({ order_id })));
  return new Map([...sent, ...received].flat().map(({ doc }) => [doc.id, doc]));
}

async function openOnes(unit: Unit, forwards: Map<string, Forward>): Promise<Map<string, Forward>> {
  const open = new Map<string, Forward>();
  for (const [id, forward] of forwards) {
    const { settlement_id } = forward;
    const books = settlement_id === undefined ? undefined : await unit.settlements.get(settlement_id);
    if (needsPeople(forward, books?.doc)) open.set(id, forward);
  }
  return open;
}

interface Stand {
  readonly before: Erasure;
  readonly forwards: ReadonlyMap<string, Forward>;
  readonly open: ReadonlyMap<string, Forward>;
}

/** Erases what is not needed; answers what holds nothing of the person any more. */
async function forget(
  { unit, records }: Erasing,
  { before, forwards, open }: Stand,
): Promise<EventSubject[]> {
  const redacted = [...before.redacted];
  const needed = new Set(
    [...open.values()].flatMap(({ id, return_id, order_id }) => [id, return_id, order_id]),
  );
  const erase = async (kind: keyof typeof forgetters, ids: Iterable<string>) => {
    for (const id of ids) {
      if (before.redacted.some((each) => each.kind === kind && each.id === id)) continue;
      await forgetters[kind](unit, id, needed.has(id) ? 'unneeded' : 'all');
      if (!needed.has(id)) redacted.push({ kind, id });
    }
  };
  await erase('return', records.returns);
  await erase('order', records.orders);
  await erase('forward', forwards.keys());
  return redacted;
}

const forgetters = {
  return: forgetReturn,
  order: forgetOrder,
  forward: forgetForward,
} satisfies Record<string, (unit: Unit, id: string, extent: Extent) => Promise<void>>;

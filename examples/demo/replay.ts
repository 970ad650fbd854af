import type { Event } from '@open-return-forwarding/client';
import { Agenda, hoursAfter, nextAt } from './agenda.ts';
import { buyers, placeOrder } from './buyers.ts';
import { carrier } from './carrier.ts';
import type { OrderRow, ReturnRow } from './data.ts';
import { retailer, sendFromWarehouse } from './retailer.ts';
import { senders, startReturn } from './senders.ts';
import type { Sandbox } from './server.ts';
import { react, type World } from './world.ts';

/** The retailer reads its events at least this often. */
const READ_EVERY_HOURS = 2;
const DISPATCH_HOUR = 18;

export interface Plan {
  readonly returns: readonly ReturnRow[];
  readonly orders: readonly OrderRow[];
  readonly from: string;
  readonly to: string;
}

/** Who watches the demo. */
export interface Watcher {
  happened(event: Event): void;
  told(at: string, who: string, what: string): void;
}

/** Plays the files on the sandbox's clock, and lets everybody do what the events call for. */
export async function replay(sandbox: Sandbox, plan: Plan, watcher: Watcher): Promise<void> {
  const clock = { now: plan.from };
  const world: World = {
    orf: sandbox.orf,
    agenda: new Agenda(),
    now: () => clock.now,
    rows: new Map(),
    toSend: new Set(),
    tell: (who, what) => watcher.told(clock.now, who, what),
  };
  fillAgenda(world, plan);
  const news = eventReader(world, watcher);
  while (clock.now < plan.to) {
    const next = soonest(world.agenda.next() ?? plan.to, hoursAfter(clock.now, READ_EVERY_HOURS), plan.to);
    if (next > clock.now) clock.now = next;
    await sandbox.control.advanceClock({ body: { to: clock.now } });
    await news();
    if ((world.agenda.next() ?? plan.to) <= clock.now) await world.agenda.take()?.();
  }
  await news();
}

function fillAgenda(world: World, { returns, orders, from, to }: Plan): void {
  const { agenda } = world;
  for (const row of returns) agenda.at(row.at, () => startReturn(world, row));
  orders.forEach((row, position) => {
    agenda.at(row.at, () => placeOrder(world, row, position));
  });
  for (let at = nextAt(DISPATCH_HOUR, from); at < to; at = hoursAfter(at, 24))
    agenda.at(at, () => sendFromWarehouse(world));
}

/** Reads on where it left off, shows what happened and lets everybody react. */
function eventReader(world: World, watcher: Watcher): () => Promise<void> {
  let cursor: string | undefined;
  return async () => {
    for await (const page of world.orf.pages.listEvents({ query: cursor === undefined ? {} : { cursor } })) {
      for (const event of page.items) {
        watcher.happened(event);
        for (const reactions of [senders, buyers, carrier, retailer]) await react(world, reactions, event);
      }
      cursor = page.resume_cursor;
    }
  };
}

/** Instants that are written alike sort as text. */
function soonest(...instants: [string, ...string[]]): string {
  return instants.toSorted()[0] ?? instants[0];
}

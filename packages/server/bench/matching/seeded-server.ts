import { zoneOf } from '@open-return-forwarding/core';
import type { Address, Instant, Listing, Return } from '@open-return-forwarding/protocol';
import { type RandomSource, wholeBetween } from '@open-return-forwarding/simulator';
import type { ReturnPersonal } from '../../src/casework/personal.ts';
import { openStore } from '../../src/compose.ts';
import { readConfig } from '../../src/config.ts';
import { newId } from '../../src/ids.ts';
import type { Store, Unit } from '../../src/ports.ts';
import { SANDBOX_RETAILER } from '../../src/retailer.ts';
import { eligibleReturn } from '../eligible-return.ts';
import { type LiveServer, startAgain, startLiveServer } from '../live-server.ts';
import type { ServerProcess } from '../process.ts';

/** A live server with so many active listings, ten of each article. */
export interface SeededServer {
  readonly process: ServerProcess;
  readonly token: string;
  readonly skus: number;
}

/** Where a seeded database goes, and how large it gets. */
export interface Seeding {
  readonly folder: string;
  readonly listings: number;
  readonly random: RandomSource;
}

const LISTINGS_OF_A_SKU = 10;
const BATCH = 1_000;
const places: readonly Pick<Address, 'postal_code' | 'city'>[] = [
  { postal_code: '1015 DV', city: 'Amsterdam' },
  { postal_code: '3511 AA', city: 'Utrecht' },
  { postal_code: '5611 AA', city: 'Eindhoven' },
  { postal_code: '9711 AA', city: 'Groningen' },
];

/**
 * Starts a server, lets one return become a listing by its API, and stores copies of that one, each with a sender, a place
 * and an article of its own, as the server itself would have stored them. Then starts it again.
 */
export async function startSeeded(
  name: string,
  { folder, listings, random }: Seeding,
): Promise<SeededServer> {
  const live = await startLiveServer(folder, name);
  const original = await listOne(live).finally(() => live.process.stop());
  const skus = Math.max(1, Math.round(listings / LISTINGS_OF_A_SKU));
  const store = await openStore(readConfig({ ...process.env, ...live.env }));
  try {
    for (let from = 0; from < listings; from += BATCH) {
      const count = Math.min(BATCH, listings - from);
      await copyMany(store, { original, from, count, skus, random });
    }
  } finally {
    await store.close();
  }
  return { process: await startAgain(live.env), token: live.token, skus };
}

/** The article of a number. */
export function skuOf(number: number): string {
  return `DRESS-${number}`;
}

/** The answers to the two calls by which a return gets listed. Throws unless it is. */
async function listOne({ process: { url }, token }: LiveServer): Promise<Listing> {
  const body = JSON.parse(
    JSON.stringify(eligibleReturn(new Date().toISOString())).replaceAll('[<id>]', 'original'),
  ) as unknown;
  const created = await send<Return>(url, token, { path: '/v1/returns', body });
  const { listing_id } = await send<Return>(url, token, {
    path: `/v1/returns/${created.id}/route`,
    body: { route: 'forward' },
  });
  if (listing_id === undefined) throw new Error('the first return was not listed');
  const response = await fetch(`${url}/v1/listings/${listing_id}`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Listing;
}

async function send<Answer>(
  url: string,
  token: string,
  { path, body }: { path: string; body: unknown },
): Promise<Answer> {
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/json',
      'Idempotency-Key': newId('key'),
    },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  return (await response.json()) as Answer;
}

/** The first listing as it is stored, with its return. */
interface Original {
  readonly listing: Listing;
  readonly source: Return;
  readonly personal: ReturnPersonal;
  readonly closes: Instant;
}

interface Copies {
  readonly original: Listing;
  /** Number of the first copy. */
  readonly from: number;
  readonly count: number;
  readonly skus: number;
  readonly random: RandomSource;
}

function copyMany(store: Store, { original, from, count, skus, random }: Copies): Promise<void> {
  return store.command(SANDBOX_RETAILER, async (unit) => {
    const stored = await readOriginal(unit, original);
    for (let number = from; number < from + count; number += 1) {
      const place = places[wholeBetween(random, 0, places.length)];
      const ship_from = { ...stored.personal.ship_from, ...place };
      await copy(unit, stored, { number, sku: skuOf(number % skus), ship_from });
    }
  });
}

async function readOriginal(unit: Unit, { id, return_id }: Listing): Promise<Original> {
  const [source, listing] = [await unit.returns.get(return_id), await unit.listings.get(id)];
  const personal = await unit.vault.get<ReturnPersonal>(return_id);
  const closes = await unit.deadlines.dueAt('window', id);
  if (source === undefined || listing === undefined || personal === undefined || closes === undefined) {
    throw new Error('the first listing is not stored as expected');
  }
  return { source: source.doc, listing: listing.doc, personal, closes };
}

interface Own {
  readonly number: number;
  readonly sku: string;
  readonly ship_from: Address;
}

async function copy(unit: Unit, { source, listing, personal, closes }: Original, own: Own): Promise<void> {
  const { number, sku, ship_from } = own;
  const [return_id, listing_id] = [newId('rtn'), newId('lst')];
  await unit.returns.insert({
    zone: zoneOf(ship_from),
    doc: {
      ...source,
      id: return_id,
      listing_id,
      external_id: `RMA-${number}`,
      consumer: { ...source.consumer, ref: `consumer-${number}` },
      product: { ...source.product, sku },
      refund: { ...source.refund, id: newId('rfd') },
    },
  });
  await unit.listings.insert({ doc: { ...listing, id: listing_id, return_id, sku } });
  await unit.vault.put(return_id, { ...personal, ship_from });
  await unit.deadlines.set('window', { kind: 'listing', id: listing_id }, closes);
}

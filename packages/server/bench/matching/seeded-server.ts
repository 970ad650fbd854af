import type { Address, CreateReturn, Instant, Listing, Return } from '@open-return-forwarding/protocol';
import { type RandomSource, wholeBetween } from '@open-return-forwarding/simulator';
import type { ReturnPersonal } from '../../src/casework/personal.ts';
import { openStore } from '../../src/compose.ts';
import { readConfig } from '../../src/config.ts';
import { newId } from '../../src/ids.ts';
import type { Store, Unit } from '../../src/ports.ts';
import { SANDBOX_RETAILER } from '../../src/retailer.ts';
import type { ListingRecord, ReturnRecord } from '../../src/stored.ts';
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
type Place = Pick<Address, 'postal_code' | 'city'>;
const places: readonly Place[] = [
  { postal_code: '1015 DV', city: 'Amsterdam' },
  { postal_code: '3511 AA', city: 'Utrecht' },
  { postal_code: '5611 AA', city: 'Eindhoven' },
  { postal_code: '9711 AA', city: 'Groningen' },
];

/**
 * Starts a server, lets a return of each place become a listing by its API, and stores copies of these, each with a sender
 * and an article of its own, as the server itself would have stored them. Then starts it again.
 */
export async function startSeeded(
  name: string,
  { folder, listings, random }: Seeding,
): Promise<SeededServer> {
  const live = await startLiveServer(folder, name);
  const originals: Listing[] = [];
  try {
    for (const place of places) originals.push(await listOne(live, place));
  } finally {
    await live.process.stop();
  }
  const skus = Math.max(1, Math.round(listings / LISTINGS_OF_A_SKU));
  const store = await openStore(readConfig({ ...process.env, ...live.env }));
  try {
    for (let from = 0; from < listings; from += BATCH) {
      const count = Math.min(BATCH, listings - from);
      await copyMany(store, { originals, from, count, skus, random });
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

/** What two calls make of a return from a place. Throws unless it is listed. */
async function listOne({ process: { url }, token }: LiveServer, place: Place): Promise<Listing> {
  const text = JSON.stringify(eligibleReturn(new Date().toISOString()));
  const body = JSON.parse(text.replaceAll('[<id>]', place.postal_code)) as CreateReturn;
  const ship_from = { ...body.ship_from, ...place };
  const created = await send<Return>(url, token, { path: '/v1/returns', body: { ...body, ship_from } });
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

/** A listing as it is stored, with its return. */
interface Original {
  readonly listing: ListingRecord;
  readonly source: ReturnRecord;
  readonly personal: ReturnPersonal;
  readonly closes: Instant;
}

interface Copies {
  readonly originals: readonly Listing[];
  /** Number of the first copy. */
  readonly from: number;
  readonly count: number;
  readonly skus: number;
  readonly random: RandomSource;
}

function copyMany(store: Store, { originals, from, count, skus, random }: Copies): Promise<void> {
  return store.command(SANDBOX_RETAILER, async (unit) => {
    const stored: Original[] = [];
    for (const original of originals) stored.push(await readOriginal(unit, original));
    for (let number = from; number < from + count; number += 1) {
      const original = stored[wholeBetween(random, 0, stored.length)];
      if (original !== undefined) await copy(unit, original, { number, sku: skuOf(number % skus) });
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
  return { source, listing, personal, closes };
}

/** The columns beside the documents stay: a copy is of the same place and the same value. */
async function copy(
  unit: Unit,
  { source, listing, personal, closes }: Original,
  { number, sku }: { number: number; sku: string },
): Promise<void> {
  const [return_id, listing_id] = [newId('rtn'), newId('lst')];
  const { doc } = source;
  await unit.returns.insert({
    ...source,
    doc: {
      ...doc,
      id: return_id,
      listing_id,
      external_id: `RMA-${number}`,
      consumer: { ...doc.consumer, ref: `consumer-${number}` },
      product: { ...doc.product, sku },
      refund: { ...doc.refund, id: newId('rfd') },
    },
  });
  await unit.listings.insert({ ...listing, doc: { ...listing.doc, id: listing_id, return_id, sku } });
  await unit.vault.put(return_id, personal);
  await unit.deadlines.set('window', { kind: 'listing', id: listing_id }, closes);
}

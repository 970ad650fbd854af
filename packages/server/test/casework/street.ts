import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DecisionDraft, placeOrder } from '@open-return-forwarding/core';
import type {
  ConditionGrade,
  CreateOrder,
  Listing,
  Order,
  PolicySettings,
  Return,
} from '@open-return-forwarding/protocol';
import { loadCandidates } from '../../src/casework/candidates.ts';
import { type Case, startCase } from '../../src/casework/case.ts';
import { loadKnowledge } from '../../src/casework/knowledge.ts';
import { loadListing, loadPendingOrders } from '../../src/casework/load.ts';
import { loadSenderRatings } from '../../src/casework/ratings.ts';
import { keptClass } from '../../src/casework/value-classes.ts';
import { compose } from '../../src/compose.ts';
import { readConfig } from '../../src/config.ts';
import { addPolicy } from '../../src/policy.ts';
import type { Store, Unit } from '../../src/ports.ts';
import type { Services } from '../../src/services.ts';

export const SKU = 'DRESS-RED-M';
export const NOON = '2027-03-01T12:00:00.000Z';
const RETAILER = 'rtl_default';

/** An instant some hours after noon. */
export function inHours(hours: number): string {
  return new Date(Date.parse(NOON) + hours * 3_600_000).toISOString();
}

export interface Item {
  readonly sender: string;
  readonly zone: string;
  readonly grade: ConditionGrade;
  readonly category: string;
  readonly price: number;
  readonly opens: number;
  readonly closes: number;
  readonly status: Listing['status'];
  /** Whether its price falls halfway through its window. */
  readonly falls: boolean;
  /** Stored before there were classes. */
  readonly isOld: boolean;
}
export interface Waiting {
  readonly buyer: string;
  readonly zone: string;
  readonly price: number;
  readonly until: number;
}
export interface Buyer extends Pick<Waiting, 'buyer' | 'zone' | 'price'> {
  readonly accepts: readonly ConditionGrade[];
}
export interface Street {
  readonly items: readonly Item[];
  readonly waiting: readonly Waiting[];
  /** Senders and how what they forwarded before was rated. */
  readonly past: readonly { readonly sender: string; readonly verdict: 'positive' | 'negative' }[];
}

/** A store with listings, orders and ratings in it, and decisions about them that are never stored. */
export interface Shop {
  fill(street: Street): Promise<void>;
  /** Decides an order among what the search puts on the table, or among everything. */
  decide(buyer: Buyer, by: 'search' | 'everything', at?: string): Promise<DecisionDraft | undefined>;
  close(): Promise<void>;
}

export async function openShop(policy: PolicySettings): Promise<Shop> {
  const folder = mkdtempSync(join(tmpdir(), 'orf-street-'));
  const config = readConfig({ ORF_DATABASE: join(folder, 'orf.db'), ORF_LOG_LEVEL: 'silent' });
  const composition = await compose(config);
  const { store } = composition;
  const services = { ...composition.parts.executor.services, clock: { now: () => NOON } };
  return {
    fill: async (street) => {
      await store.system.reset(RETAILER);
      await addPolicy(store, RETAILER, { settings: policy, from: inHours(-1_000) });
      await store.command(RETAILER, (unit) => fill(unit, services, street));
    },
    decide: (buyer, by, at = NOON) => decide(store, services, { buyer, by, at }),
    close: async () => {
      await composition.close();
      rmSync(folder, { recursive: true });
    },
  };
}

async function fill(unit: Unit, services: Services, { items, waiting, past }: Street): Promise<void> {
  for (const [i, { sender, verdict }] of past.entries()) {
    const rated = { consumer: { ref: sender }, status: 'completed' as const, forward_id: `fwd_${i}` };
    await unit.returns.insert({ doc: aReturn(`rtn_past_${i}`, rated), zone: 'NL-10' });
    const forward = {
      id: `fwd_${i}`,
      status: 'settled',
      return_id: `rtn_past_${i}`,
      order_id: '',
      listing_id: '',
    };
    await unit.forwards.insert({ doc: { ...forward, rating: { verdict } } as never });
    await unit.statistics.countRating('dresses', verdict === 'negative' ? 'unacceptable' : 'acceptable');
  }
  for (const [i, each] of waiting.entries()) {
    await unit.orders.insert({ doc: aPendingOrder(`ord_${i}`, each), zone: each.zone });
  }
  const fresh: number[] = [];
  for (const [i, item] of items.entries()) {
    const status = item.status === 'active' ? 'listed' : 'to_warehouse';
    const listed = { consumer: { ref: item.sender }, status, listing_id: `lst_${i}` } as const;
    const product = { sku: SKU, category: item.category };
    await unit.returns.insert({ doc: aReturn(`rtn_${i}`, { ...listed, product }), zone: item.zone });
    await unit.listings.insert({ doc: aListing(i, item), value_class: '' });
    if (!item.isOld) fresh.push(i);
  }
  const theCase = await startCase(services, unit);
  for (const i of fresh) await loadListing(theCase, `lst_${i}`);
  await loadSenderRatings(theCase);
  for (const i of fresh) {
    const record = theCase.records.listing.get(`lst_${i}`);
    if (record !== undefined)
      await unit.listings.update({ ...record, value_class: keptClass(theCase, record.doc) });
  }
}

function aReturn(id: string, changes: Partial<Return>): Return {
  const product = { sku: SKU, category: 'dresses' };
  const dated = { created_at: inHours(-500), updated_at: inHours(-500), policy_version: 1 };
  return { id, product, refund: { id: `rfd_${id}` }, ...dated, ...changes } as Return;
}

function aListing(i: number, { grade, category, price, opens, closes, status, falls }: Item): Listing {
  const reference_price = { amount: price, currency: 'EUR', basis: 'price_paid' };
  const shown = (share: number) => ({ amount: Math.round(price * share), currency: 'EUR' });
  const steps = [
    { from: inHours(opens), price: shown(0.9) },
    { from: inHours((opens + closes) / 2), price: shown(0.8) },
  ];
  const times = { opens_at: inHours(opens), closes_at: inHours(closes), policy_version: 1 };
  const plain = { id: `lst_${i}`, return_id: `rtn_${i}`, sku: SKU, category, grade, status, ...times };
  const prices = { reference_price, price: shown(0.9), ...(falls ? { price_schedule: steps } : {}) };
  return { ...plain, ...prices, ship_from_country: 'NL', generation: 1 } as unknown as Listing;
}

function priced(price: number) {
  const full_price = { amount: price, currency: 'EUR' };
  return { full_price, offered_price: { amount: Math.round(price * 0.9), currency: 'EUR' } };
}

function aPendingOrder(id: string, { buyer, price, until }: Waiting): Order {
  const held = { hold_until: inHours(until), decide_by: inHours(until), created_at: inHours(-3) };
  const accepts = ['like_new', 'open_box'];
  const plain = { id, sku: SKU, buyer_ref: buyer, accepts, status: 'pending', ...held, ...priced(price) };
  return { ...plain, policy_version: 1, updated_at: inHours(-3) } as unknown as Order;
}

interface Asked {
  readonly buyer: Buyer;
  readonly by: 'search' | 'everything';
  readonly at: string;
}

function decide(
  store: Store,
  services: Services,
  { buyer, by, at }: Asked,
): Promise<DecisionDraft | undefined> {
  return store.command(RETAILER, async (unit) => {
    const theCase = await startCase(services, unit, { effective_at: at });
    const { work } = theCase;
    work.zones.set('ord_new', buyer.zone);
    const prices = priced(buyer.price);
    const order = {
      order_id: 'ord_new',
      sku: SKU,
      buyer_ref: buyer.buyer,
      accepts: buyer.accepts,
      zone: buyer.zone,
    };
    await loadPendingOrders(theCase, SKU);
    if (by === 'search') await loadCandidates(theCase, { ...order, ...prices }, 'order_arrived');
    else await loadEverything(theCase);
    const { buyer_ref, sku, accepts } = order;
    const said = {
      external_id: 'o',
      sku,
      buyer_ref,
      accepts: [...accepts],
      ship_to: { country: buyer.zone.slice(0, 2) },
    };
    placeOrder(work, 'ord_new', { ...said, ...prices } as unknown as CreateOrder);
    return work.changes.decisions[0];
  });
}

async function loadEverything(theCase: Case): Promise<void> {
  for (const { doc } of await theCase.unit.listings.find({ sku: SKU, status: 'active' })) {
    await loadListing(theCase, doc.id);
    await loadKnowledge(theCase, { sku: SKU, category: doc.category });
  }
  await loadSenderRatings(theCase);
}

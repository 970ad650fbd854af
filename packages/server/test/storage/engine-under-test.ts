import type { Store } from '../../src/ports.ts';
import type {
  DecisionRecord,
  ForwardRecord,
  ListingRecord,
  OrderRecord,
  ReturnRecord,
} from '../../src/stored.ts';

/** What the behaviour suite asks of a database: every engine that the project has runs the same suite. */
export interface EngineUnderTest {
  readonly name: string;
  open(): Promise<OpenStore>;
}

export interface OpenStore {
  readonly store: Store;
  /** Commands made durable by each commit so far. */
  readonly commits: readonly number[];
  /** Everything the database has on disk now, logs included. */
  bytesOnDisk(): Buffer;
  /** Runs a statement behind the store's back. */
  tamper(statement: string): void;
  /** Keeps a copy of the database, without the keys that are kept apart; answers how to restore it. */
  backup(): () => Promise<void>;
  /** Closes the store and opens the same data again. */
  reopen(): Promise<Store>;
  close(): Promise<void>;
}

export const NOON = '2027-03-01T12:00:00Z';
export const SHOP = 'rtl_shop';
export const OTHER = 'rtl_other';

/** An instant some seconds after noon. */
export function after(seconds: number): string {
  return new Date(Date.parse(NOON) + seconds * 1000).toISOString();
}

export async function withRetailers(engine: EngineUnderTest): Promise<OpenStore> {
  const open = await engine.open();
  for (const id of [SHOP, OTHER])
    await open.store.system.retailers.create({ id, name: id, created_at: NOON });
  return open;
}

type Draft<R> = Omit<R, 'version'>;

export function aReturn(id: string, doc: object = {}): Draft<ReturnRecord> {
  const plain = { id, status: 'offered', product: { sku: 'dress' }, consumer: { ref: 'c1' } };
  const more = { refund: { id: `rfd_of_${id}` }, created_at: NOON };
  return { doc: { ...plain, ...more, ...doc }, zone: '90' } as Draft<ReturnRecord>;
}

export function aListing(id: string, doc: object = {}, value_class = 'a'): Draft<ListingRecord> {
  const price = { amount: 3499, currency: 'EUR' };
  const plain = { id, status: 'active', sku: 'dress', grade: 'as_new', price, ship_from_country: 'BE' };
  const more = { return_id: `ret_of_${id}`, opens_at: NOON, closes_at: after(60) };
  return { doc: { ...plain, ...more, ...doc }, value_class } as Draft<ListingRecord>;
}

export function anOrder(id: string, doc: object = {}): Draft<OrderRecord> {
  const full_price = { amount: 3149, currency: 'EUR' };
  const plain = { id, status: 'pending', sku: 'dress', buyer_ref: 'b1', full_price, created_at: NOON };
  return { doc: { ...plain, ...doc }, zone: '10' } as Draft<OrderRecord>;
}

export function aForward(id: string): Draft<ForwardRecord> {
  const doc = { id, status: 'label_pending', return_id: 'ret_1', order_id: 'ord_1', listing_id: 'lst_1' };
  return { doc } as Draft<ForwardRecord>;
}

export function aDecision(id: string, subject: string): Draft<DecisionRecord> {
  return { doc: { id, kind: 'order_arrived' }, subject } as Draft<DecisionRecord>;
}

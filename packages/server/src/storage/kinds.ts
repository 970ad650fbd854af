/** What each kind of resource is searched by: the one place where wire members become columns. */
import type { Draft } from '../ports.ts';
import type {
  DecisionIndex,
  DecisionRecord,
  DisputeIndex,
  DisputeRecord,
  DocumentRecord,
  ErasureIndex,
  ErasureRecord,
  ForwardIndex,
  ForwardRecord,
  ListingIndex,
  ListingRecord,
  OrderIndex,
  OrderRecord,
  ReturnIndex,
  ReturnRecord,
  SettlementIndex,
  SettlementRecord,
} from '../stored.ts';
import type { EndpointIndex, EndpointRecord } from '../webhook-ports.ts';
import type { DocumentTableName } from './schema.ts';

export interface Kind<R extends DocumentRecord<{ readonly id: string }>, I> {
  readonly table: DocumentTableName;
  /** Every column of the index, and how it is kept. */
  readonly columns: { readonly [K in keyof I]: 'text' | 'instant' };
  /** Members of the record beside `doc` and `version`; each is a column of the index. */
  readonly privateColumns: readonly (Exclude<keyof R, keyof DocumentRecord<unknown>> & keyof I & string)[];
  index(draft: Draft<R>): I;
}

const returns: Kind<ReturnRecord, ReturnIndex> = {
  table: 'returns',
  columns: {
    status: 'text',
    sku: 'text',
    external_id: 'text',
    consumer_ref: 'text',
    refund_id: 'text',
    created_at: 'instant',
    zone: 'text',
  },
  privateColumns: ['zone'],
  index: ({ doc, zone }) => ({
    status: doc.status,
    sku: doc.product.sku,
    external_id: doc.external_id ?? null,
    consumer_ref: doc.consumer.ref ?? null,
    refund_id: doc.refund.id,
    created_at: doc.created_at,
    zone,
  }),
};

const listings: Kind<ListingRecord, ListingIndex> = {
  table: 'listings',
  columns: {
    status: 'text',
    sku: 'text',
    grade: 'text',
    currency: 'text',
    country: 'text',
    opens_at: 'instant',
    closes_at: 'instant',
    return_id: 'text',
    value_class: 'text',
  },
  privateColumns: ['value_class'],
  index: ({ doc, value_class }) => ({
    status: doc.status,
    sku: doc.sku,
    grade: doc.grade,
    currency: doc.price.currency,
    country: doc.ship_from_country,
    opens_at: doc.opens_at,
    closes_at: doc.closes_at,
    return_id: doc.return_id,
    value_class,
  }),
};

const orders: Kind<OrderRecord, OrderIndex> = {
  table: 'orders',
  columns: {
    status: 'text',
    sku: 'text',
    currency: 'text',
    external_id: 'text',
    buyer_ref: 'text',
    created_at: 'instant',
    zone: 'text',
  },
  privateColumns: ['zone'],
  index: ({ doc, zone }) => ({
    status: doc.status,
    sku: doc.sku,
    currency: doc.full_price.currency,
    external_id: doc.external_id ?? null,
    buyer_ref: doc.buyer_ref ?? null,
    created_at: doc.created_at,
    zone,
  }),
};

const forwards: Kind<ForwardRecord, ForwardIndex> = {
  table: 'forwards',
  columns: { status: 'text', return_id: 'text', order_id: 'text', listing_id: 'text' },
  privateColumns: [],
  index: ({ doc: { status, return_id, order_id, listing_id } }) => ({
    status,
    return_id,
    order_id,
    listing_id,
  }),
};

const decisions: Kind<DecisionRecord, DecisionIndex> = {
  table: 'decisions',
  columns: { subject: 'text' },
  privateColumns: ['subject'],
  index: ({ subject }) => ({ subject }),
};

const settlements: Kind<SettlementRecord, SettlementIndex> = {
  table: 'settlements',
  columns: { status: 'text', forward_id: 'text', opened_at: 'instant' },
  privateColumns: [],
  index: ({ doc: { status, forward_id, opened_at } }) => ({ status, forward_id, opened_at }),
};

const disputes: Kind<DisputeRecord, DisputeIndex> = {
  table: 'disputes',
  columns: { status: 'text', forward_id: 'text' },
  privateColumns: [],
  index: ({ doc: { status, forward_id } }) => ({ status, forward_id }),
};

const erasures: Kind<ErasureRecord, ErasureIndex> = {
  table: 'erasures',
  columns: { status: 'text' },
  privateColumns: [],
  index: ({ doc: { status } }) => ({ status }),
};

const endpoints: Kind<EndpointRecord, EndpointIndex> = {
  table: 'webhook_endpoints',
  columns: { status: 'text' },
  privateColumns: [],
  index: ({ doc: { status } }) => ({ status }),
};

export const KINDS = {
  returns,
  listings,
  orders,
  forwards,
  decisions,
  settlements,
  disputes,
  erasures,
  endpoints,
};

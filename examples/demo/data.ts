import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Address, CreateOrder, CreateReturn } from '@open-return-forwarding/client';
import { parse } from 'csv-parse/sync';

/** A return of the file: what its sender does, and the story that its parcel will have. */
export interface ReturnRow {
  readonly at: string;
  readonly story: string;
  readonly choice: 'forward' | 'warehouse' | 'none';
  readonly choice_at: string;
  readonly body: CreateReturn;
}

/** An order line of the file. */
export interface OrderRow {
  readonly at: string;
  readonly body: CreateOrder;
}

type Row = Readonly<Record<string, string>>;

/** The returns of the demo. Throws where the file cannot be read. */
export async function readReturns(): Promise<ReturnRow[]> {
  return (await read('returns.csv')).map((row) => ({
    at: cell(row, 'time'),
    story: cell(row, 'story'),
    choice: cell(row, 'choice') as ReturnRow['choice'],
    choice_at: cell(row, 'choice_at'),
    body: returnOf(row),
  }));
}

/** The order lines of the demo. Throws where the file cannot be read. */
export async function readOrders(): Promise<OrderRow[]> {
  return (await read('orders.csv')).map((row) => ({ at: cell(row, 'time'), body: orderOf(row) }));
}

async function read(file: string): Promise<Row[]> {
  return parse(await readFile(join(import.meta.dirname, 'data', file)), { columns: true, bom: true });
}

function cell(row: Row, column: string): string {
  const value = row[column];
  if (value === undefined) throw new Error(`the file has no column ${column}`);
  return value;
}

function returnOf(row: Row): CreateReturn {
  const currency = cell(row, 'currency');
  return {
    external_id: cell(row, 'external_id'),
    order_line: {
      order_ref: cell(row, 'order_ref'),
      line_ref: cell(row, 'line_ref'),
      unit_price: { amount: Number(cell(row, 'price_cents')), currency },
      purchased_at: cell(row, 'purchased_at'),
      delivered_at: cell(row, 'delivered_at'),
    },
    product: productOf(row),
    reason: { code: cell(row, 'reason') as CreateReturn['reason']['code'] },
    condition: {
      grade: cell(row, 'grade') as CreateReturn['condition']['grade'],
      checklist: checklistOf(cell(row, 'checklist')),
    },
    consumer: {
      ref: cell(row, 'consumer_ref'),
      segment: cell(row, 'segment'),
      flags: words(cell(row, 'flags')),
    },
    ship_from: addressOf(row),
    withdrawal: {
      notified_at: cell(row, 'time'),
      basis: cell(row, 'basis') as CreateReturn['withdrawal']['basis'],
    },
  };
}

function productOf(row: Row): CreateReturn['product'] {
  const season = cell(row, 'season_ends_on');
  const attributes = Object.fromEntries(words(cell(row, 'attributes')).map((name) => [name, true]));
  return {
    sku: cell(row, 'sku'),
    category: cell(row, 'category'),
    title: cell(row, 'title'),
    weight_grams: Number(cell(row, 'weight_grams')),
    ...attributes,
    ...(season && { season_ends_on: season }),
  };
}

/** `unworn !clean`: confirmed, denied. */
function checklistOf(text: string): CreateReturn['condition']['checklist'] {
  return Object.fromEntries(words(text).map((word) => [word.replace('!', ''), !word.startsWith('!')]));
}

function orderOf(row: Row): CreateOrder {
  const currency = cell(row, 'currency');
  const hold = cell(row, 'hold_until');
  const accepts = cell(row, 'accepts_forwarded') === 'yes';
  return {
    external_id: cell(row, 'external_id'),
    sku: cell(row, 'sku'),
    category: cell(row, 'category'),
    buyer_ref: cell(row, 'buyer_ref'),
    accepts: accepts ? ['like_new', 'open_box'] : [],
    full_price: { amount: Number(cell(row, 'price_cents')), currency },
    ...(accepts && { offered_price: { amount: Number(cell(row, 'offered_cents')), currency } }),
    ...(hold && { hold_until: hold }),
    ship_to: addressOf(row),
  };
}

function addressOf(row: Row): Address {
  return {
    name: cell(row, 'name'),
    street: cell(row, 'street'),
    ...(row.street_2 && { street_2: row.street_2 }),
    postal_code: cell(row, 'postal_code'),
    city: cell(row, 'city'),
    country: cell(row, 'country'),
  };
}

function words(text: string): string[] {
  return text.split(' ').filter((word) => word !== '');
}

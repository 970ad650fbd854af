import { minorUnits } from './amount.ts';
import type { CsvRecord } from './csv.ts';
import type { FaultCode } from './fault.ts';

/** Told of the records that are made, and of what is found on the way. */
export interface ReshapeSink {
  record(record: CsvRecord): void;
  found(finding: { code: FaultCode; line: number; reason?: string }): void;
}

/** Turns the records of a file into others, one order at a time. */
export interface Reshape {
  readonly header: readonly string[];
  record(record: CsvRecord): void;
  end(): void;
}

/** What a reshaped row of a Shopify export is made of. */
export const shopifyColumns = [
  ...[
    'order',
    'kind',
    'time',
    'article',
    'title',
    'quantity',
    'price',
    'currency',
    'buyer',
    'country',
    'zip',
  ],
] as const;

type Row = Record<(typeof shopifyColumns)[number], string>;

/** The first of the names is looked for; Shopify leaves the second out of older exports. */
const needed = ['Name', 'Created at', 'Lineitem quantity', 'Lineitem price', 'Lineitem sku', 'Lineitem name'];

/** Whether the columns are those of Shopify's orders export. */
export function isShopify(names: readonly string[]): boolean {
  return needed.every((name) => names.includes(name)) && names.includes('Financial Status');
}

/**
 * Reads Shopify's orders export: a row per line item, of which the first alone says what concerns the whole order. The
 * export does not say which item came back, when or why. A return is made where the refunded amount is that of the whole
 * order or of exactly one line; its day is `returnDays` after the fulfilment (of the order, where that is not said).
 */
export function shopifyReshape(names: readonly string[], sink: ReshapeSink, returnDays: number): Reshape {
  const places = new Map(names.map((name, at) => [name.trim(), at]));
  const cell = (record: CsvRecord, name: string) => (record.fields[places.get(name) ?? -1] ?? '').trim();
  let order: CsvRecord[] = [];
  const flush = () => {
    const [head] = order;
    if (head !== undefined) emitOrder({ head, lines: order, cell, sink, returnDays });
    order = [];
  };
  return {
    header: shopifyColumns,
    record(record) {
      const [head] = order;
      if (head !== undefined && cell(head, 'Name') !== cell(record, 'Name')) flush();
      order.push(record);
    },
    end: flush,
  };
}

interface Order {
  readonly head: CsvRecord;
  readonly lines: readonly CsvRecord[];
  readonly cell: (record: CsvRecord, name: string) => string;
  readonly sink: ReshapeSink;
  readonly returnDays: number;
}

function emitOrder(order: Order): void {
  const { head, lines, cell, sink } = order;
  if (cell(head, 'Cancelled at') !== '') {
    for (const { line } of lines) sink.found({ code: 'order_cancelled', line });
    return;
  }
  for (const line of lines) sink.record(recordOf(line, rowOf(order, line, 'order')));
  const returned = returnedLines(order);
  if (returned === undefined) {
    const reason = `${cell(head, 'Refunded Amount')} of order ${cell(head, 'Name')} was refunded.`;
    sink.found({ code: 'refund_not_attributable', line: head.line, reason });
    return;
  }
  for (const line of returned) sink.record(recordOf(line, rowOf(order, line, 'return')));
}

function recordOf({ line }: CsvRecord, row: Row): CsvRecord {
  return { line, fields: shopifyColumns.map((column) => row[column]) };
}

function rowOf({ head, cell, returnDays }: Order, line: CsvRecord, kind: 'order' | 'return'): Row {
  const ordered = cell(head, 'Created at');
  const sent = cell(head, 'Fulfilled at') || ordered;
  return {
    kind,
    order: cell(head, 'Name'),
    time: kind === 'order' ? ordered : daysLater(sent, returnDays),
    article: cell(line, 'Lineitem sku') || cell(line, 'Lineitem name'),
    title: cell(line, 'Lineitem name'),
    quantity: cell(line, 'Lineitem quantity'),
    price: cell(line, 'Lineitem price'),
    currency: cell(head, 'Currency'),
    buyer: cell(head, 'Email'),
    country: cell(head, 'Shipping Country') || cell(head, 'Billing Country'),
    // Spreadsheets read a code of digits alone as a number; Shopify puts an apostrophe before it.
    zip: (cell(head, 'Shipping Zip') || cell(head, 'Billing Zip')).replace(/^'/, ''),
  };
}

/** The same moment so many days later, as far as the text can be read as one; else as it is, to be refused as a time. */
function daysLater(written: string, days: number): string {
  const found = /^(\d{4})-(\d{2})-(\d{2})(.*)$/.exec(written);
  if (found === null) return written;
  const day = Date.UTC(Number(found[1]), Number(found[2]) - 1, Number(found[3]) + days);
  return `${new Date(day).toISOString().slice(0, 10)}${found[4]}`;
}

/** The lines that came back; none without a refund, undefined where the amount does not tell. */
function returnedLines(order: Order): readonly CsvRecord[] | undefined {
  const { head, lines, cell } = order;
  const refunded = amountOf(order, head, 'Refunded Amount');
  if (refunded === undefined || refunded <= 0) return [];
  const worth = lines.map((line) => worthOf(order, line));
  const whole = worth.reduce((sum, each) => sum + each, 0);
  const taken = amountOf(order, head, 'Discount Amount') ?? 0;
  if (refunded >= whole - taken && whole > 0) return lines;
  const left = whole > 0 ? (whole - taken) / whole : 1;
  const fitting = lines.filter((line, at) => {
    const price = amountOf(order, line, 'Lineitem price') ?? 0;
    const candidates = [worth[at] ?? 0, Math.round((worth[at] ?? 0) * left), price, Math.round(price * left)];
    return candidates.some((each) => each > 0 && Math.abs(each - refunded) <= 1);
  });
  const articles = new Set(fitting.map((line) => cell(line, 'Lineitem sku') || cell(line, 'Lineitem name')));
  return articles.size === 1 ? fitting.slice(0, 1) : undefined;
}

/** What was paid for a line before a discount on the whole order, minor units. */
function worthOf(order: Order, line: CsvRecord): number {
  const price = amountOf(order, line, 'Lineitem price') ?? 0;
  const quantity = Number(order.cell(line, 'Lineitem quantity'));
  const taken = amountOf(order, line, 'Lineitem discount') ?? 0;
  return Math.max(0, price * (Number.isFinite(quantity) ? quantity : 0) - taken);
}

function amountOf({ head, cell }: Order, record: CsvRecord, column: string): number | undefined {
  const written = cell(record, column);
  const currency = cell(head, 'Currency') || 'EUR';
  if (written === '') return undefined;
  try {
    return minorUnits(written, currency, { decimal: '.' });
  } catch {
    return undefined;
  }
}

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Findings } from '../../src/intake/fault.ts';
import { type FileToRead, peek, readFileRows } from '../../src/intake/files.ts';
import { recognisedLayout } from '../../src/intake/layouts.ts';
import type { ReturnLine, SaleLine } from '../../src/intake/lines.ts';
import { MappingError } from '../../src/intake/mapping.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orf-intake-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Writes a file, recognises it and reads it. */
async function read(content: string | Uint8Array, change: Partial<FileToRead> = {}) {
  const path = join(folder, 'orders.csv');
  await writeFile(path, content);
  const sample = await peek(path, {});
  const layout = change.layout ?? recognisedLayout(sample);
  if (layout === undefined) throw new MappingError('no layout');
  const rows: (SaleLine | ReturnLine)[] = [];
  const findings = new Findings();
  const mapping = change.mapping ?? layout.mapping(sample);
  const file: FileToRead = {
    path,
    name: 'orders',
    kind: 'mixed',
    mapping,
    layout,
    returnDays: 14,
    ...change,
  };
  await readFileRows(file, { row: (row) => rows.push(row) }, findings);
  return { rows, layout: layout.name, found: findings.list() };
}

const RETAIL = 'InvoiceNo;StockCode;Description;Quantity;InvoiceDate;UnitPrice;CustomerID;Country';

describe('Online Retail', () => {
  it('is recognised with semicolons, decimal commas and days first', async () => {
    const { rows, layout } = await read(
      `\uFEFF${RETAIL}\r\n600001;10001A;LANTERN;6;3/12/2010 08:26;2,55;501;United Kingdom\r\nC600002;10001A;LANTERN;-1;4/12/2010 09:00;2,55;502;EIRE\r\n`,
    );
    expect(layout).toBe('online-retail');
    expect(rows).toMatchObject([
      { kind: 'sale', time: '2010-12-03T08:26:00Z', unit_price: { amount: 255, currency: 'GBP' } },
      { kind: 'return', time: '2010-12-04T09:00:00Z', address: { country: 'IE' } },
    ]);
  });

  it('is recognised with commas, decimal points and months first', async () => {
    const { rows } = await read(
      `${RETAIL.replaceAll(';', ',')}\n600001,10001A,"LANTERN, WHITE",6,12/1/2010 8:26,2.55,501,United Kingdom\n600002,10001A,LANTERN,6,12/14/2010 18:26,2.55,501,Germany\n`,
    );
    expect(rows.map(({ time, address }) => [time, address.country])).toEqual([
      ['2010-12-01T08:26:00Z', 'GB'],
      ['2010-12-14T18:26:00Z', 'DE'],
    ]);
  });
});

const SHOPIFY = [
  ...['Name', 'Email', 'Financial Status', 'Fulfilled at', 'Currency', 'Discount Amount', 'Created at'],
  ...[
    'Lineitem quantity',
    'Lineitem name',
    'Lineitem price',
    'Lineitem sku',
    'Shipping Zip',
    'Shipping Country',
  ],
  ...['Cancelled at', 'Refunded Amount', 'Lineitem discount'],
];

/** A row of Shopify's export; cells that are not named are empty, as those of the order are from its second row on. */
function shopifyRow(cells: Record<string, string>): string {
  return SHOPIFY.map((name) => cells[name] ?? '').join(',');
}

const order = {
  ...{ Name: '#1001', Email: 'a@example.com', 'Financial Status': 'paid', Currency: 'EUR' },
  ...{ 'Created at': '2027-05-14 11:23:45 +0200', 'Fulfilled at': '2027-05-15 09:00:00 +0200' },
  ...{
    'Shipping Zip': "'1015 DV",
    'Shipping Country': 'NL',
    'Refunded Amount': '0.00',
    'Discount Amount': '0.00',
  },
};
const dress = {
  'Lineitem sku': 'DRESS-M',
  'Lineitem name': 'Dress - M',
  'Lineitem price': '49.90',
  'Lineitem quantity': '1',
};
const shirt = {
  'Lineitem sku': 'SHIRT-S',
  'Lineitem name': 'Shirt - S',
  'Lineitem price': '29.90',
  'Lineitem quantity': '2',
};

function shopify(...rows: Record<string, string>[]): string {
  return [SHOPIFY.join(','), ...rows.map(shopifyRow)].join('\n');
}

describe('an orders export of Shopify', () => {
  it('has a row per line item, the order told in the first of them', async () => {
    const { rows, layout } = await read(shopify({ ...order, ...dress }, { Name: '#1001', ...shirt }));
    expect(layout).toBe('shopify');
    expect(rows).toMatchObject([
      { kind: 'sale', sku: 'DRESS-M', time: '2027-05-14T09:23:45Z', consumer_ref: 'a@example.com' },
      {
        kind: 'sale',
        sku: 'SHIRT-S',
        time: '2027-05-14T09:23:45Z',
        address: { country: 'NL', postal_code: '1015 DV' },
      },
    ]);
  });

  it.each([
    ['the whole order', '109.70', ['DRESS-M', 'SHIRT-S']],
    ['the whole order and its shipping', '114.65', ['DRESS-M', 'SHIRT-S']],
    ['exactly one line', '49.90', ['DRESS-M']],
    ['a line of two units', '59.80', ['SHIRT-S']],
    ['one unit of two', '29.90', ['SHIRT-S']],
  ])('makes a return of a refund of %s', async (_, refunded, returned) => {
    const { rows } = await read(
      shopify({ ...order, ...dress, 'Refunded Amount': refunded }, { Name: '#1001', ...shirt }),
    );
    const back = rows.filter(({ kind }) => kind === 'return');
    expect(back.map(({ sku }) => sku)).toEqual(returned);
    expect(new Set(back.map(({ time }) => time))).toEqual(new Set(['2027-05-29T07:00:00Z']));
  });

  it('makes nothing of a refund that fits no line, and says so', async () => {
    const { rows, found } = await read(
      shopify({ ...order, ...dress, 'Refunded Amount': '5.00' }, { Name: '#1001', ...shirt }),
    );
    expect(rows.map(({ kind }) => kind)).toEqual(['sale', 'sale']);
    expect(found).toMatchObject([{ code: 'refund_not_attributable', count: 1, lines: [2] }]);
  });

  it('finds a line below a discount on the whole order', async () => {
    const discounted = { ...order, ...dress, 'Discount Amount': '10.97', 'Refunded Amount': '44.91' };
    const { rows } = await read(shopify(discounted, { Name: '#1001', ...shirt }));
    expect(rows.filter(({ kind }) => kind === 'return').map(({ sku }) => sku)).toEqual(['DRESS-M']);
  });

  it('leaves cancelled orders out, and rows in another currency', async () => {
    const cancelled = { ...order, ...dress, 'Cancelled at': '2027-05-14 12:00:00 +0200' };
    const foreign = { ...order, ...dress, Name: '#1003', Currency: 'SEK' };
    const { rows, found } = await read(shopify({ ...order, ...dress, Name: '#1002' }, cancelled, foreign));
    expect(rows).toHaveLength(1);
    expect(found.map(({ code, lines }) => [code, lines])).toEqual([
      ['order_cancelled', [3]],
      ['currency_other', [4]],
    ]);
  });

  it('takes the name for the article where there is no sku, and counts a broken row', async () => {
    const nameless = { ...order, ...dress, 'Lineitem sku': '' };
    const { rows, found } = await read(`${shopify(nameless)}\n#1002,only,three`);
    expect(rows).toMatchObject([{ sku: 'Dress - M' }]);
    expect(found).toMatchObject([{ code: 'row_width', lines: [3] }]);
  });
});

const PLAIN = 'kind,order_ref,sku,time,unit_price,quantity,country,reason,grade';
const GOOD = 'order,S1,ART,2027-03-01T10:00:00Z,49.90,1,NL,,';

describe('a file with columns of our own names', () => {
  it.each<[string, string, string]>([
    ['a day written in another way', GOOD.replace('2027-03-01T10:00:00Z', '03/01/2027'), 'time_unreadable'],
    ['a price that is missing', GOOD.replace('49.90', ''), 'price_absent'],
    ['a price of 0', GOOD.replace('49.90', '0'), 'price_absent'],
    ['a negative price', GOOD.replace('49.90', '-1'), 'price_negative'],
    ['a price with a currency sign', GOOD.replace('49.90', '€49'), 'price_unreadable'],
    ['a negative quantity', GOOD.replace(',1,', ',-1,'), 'quantity_not_positive'],
    ['half a quantity', GOOD.replace(',1,', ',0.5,'), 'quantity_unreadable'],
    ['no article', GOOD.replace('ART', ''), 'cell_empty'],
    ['an unknown country', GOOD.replace('NL', 'Atlantis'), 'country_unknown'],
    ['a field too many', `${GOOD},x`, 'row_width'],
    ['an open quote', GOOD.replace('ART', '"ART'), 'quote_unclosed'],
  ])('counts a row with %s and goes on', async (_, row, code) => {
    const { rows, found } = await read([PLAIN, GOOD, row, GOOD].join('\n'));
    expect(rows.map(({ line }) => line)).toEqual([2, 4]);
    expect(found).toMatchObject([{ code, count: 1, lines: [3] }]);
    expect(found[0]?.text).not.toBe('');
  });

  it('keeps the first lines of what it counts, and counts on', async () => {
    const bad = GOOD.replace('49.90', 'x');
    const { found } = await read([PLAIN, ...Array.from({ length: 8 }, () => bad)].join('\n'));
    expect(found).toMatchObject([{ count: 8, lines: [2, 3, 4, 5, 6] }]);
  });

  it('reads several formats of time in one file', async () => {
    const { rows } = await read(
      [PLAIN, GOOD, GOOD.replace('2027-03-01T10:00:00Z', '2027-03-02 11:00')].join('\n'),
    );
    expect(rows.map(({ time }) => time)).toEqual(['2027-03-01T10:00:00Z', '2027-03-02T11:00:00Z']);
  });

  it.each([
    [
      'utf-16',
      Buffer.from(`\uFEFF${PLAIN}\n${GOOD.replace('ART', 'Söckchen')}`, 'utf16le'),
      ['byte_order_mark'],
    ],
    ['Windows-1252', Buffer.from(`${PLAIN}\n${GOOD.replace('ART', 'Söckchen')}\n`, 'latin1'), ['not_utf8']],
    [
      'UTF-8 with a mark',
      Buffer.from(`\uFEFF${PLAIN}\n${GOOD.replace('ART', 'Söckchen')}`),
      ['byte_order_mark'],
    ],
  ])('reads %s, and says so', async (_, bytes, codes) => {
    const { rows, found } = await read(bytes);
    expect(rows).toMatchObject([{ sku: 'Söckchen' }]);
    expect(found.map(({ code }) => code)).toEqual(codes);
  });

  it.each([
    ['an empty file', ''],
    ['blank lines', '\n\n\n'],
    ['other columns', 'a,b,c\n1,2,3'],
  ])('does not take %s for one', async (_, text) => {
    await expect(read(text)).rejects.toThrow(MappingError);
  });
});

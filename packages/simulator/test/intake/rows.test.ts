import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { FileKind } from '../../src/intake/lines.ts';
import { type Mapping, MappingError, parseMapping } from '../../src/intake/mapping.ts';
import { type FileReading, readFileLines } from '../../src/intake/rows.ts';

const mapping = parseMapping(
  readFileSync(new URL('../../../../examples/replay/mapping.online-retail.yaml', import.meta.url), 'utf8'),
);
const HEADER = 'InvoiceNo;StockCode;Description;Quantity;InvoiceDate;UnitPrice;CustomerID;Country';
const SALE = '9001;10001A;PAPER LANTERN;6;1/7/2010 08:26;2,55;501;United Kingdom';
const RETURN = 'C9002;10001A;PAPER LANTERN;-1;2/7/2010 09:41;27,5;502;EIRE';

function read(
  rows: string[],
  change: { mapping?: Mapping; kind?: FileKind; header?: string } = {},
): FileReading {
  const text = `\uFEFF${[change.header ?? HEADER, ...rows].join('\r\n')}\r\n`;
  return readFileLines(new TextEncoder().encode(text), change.mapping ?? mapping, change.kind ?? 'mixed');
}

describe('a file of orders and returns with semicolons, decimal commas, day-first dates and a byte order mark', () => {
  it('yields an order for a positive line', () => {
    const { sales, returns, skipped, unreadable } = read([SALE]);
    expect({ returns, skipped, unreadable }).toEqual({ returns: [], skipped: [], unreadable: [] });
    expect(sales).toEqual([
      {
        kind: 'sale',
        line: 2,
        time: '2010-07-01T07:26:00Z',
        external_id: '9001-1',
        order_ref: '9001',
        line_ref: '1',
        sku: '10001A',
        title: 'PAPER LANTERN',
        category: 'giftware',
        quantity: 6,
        unit_price: { amount: 255, currency: 'GBP' },
        consumer_ref: '501',
        address: { name: 'Consumer 501', street: 'Street 1', postal_code: '-', city: 'Town', country: 'GB' },
      },
    ]);
  });

  it('yields one return for a marked line, whatever its quantity', () => {
    const { sales, returns } = read([RETURN, RETURN.replace(';-1;', ';-9360;')]);
    expect(sales).toEqual([]);
    expect(returns).toMatchObject([
      {
        kind: 'return',
        external_id: 'C9002-1',
        quantity: 1,
        unit_price: { amount: 2750, currency: 'GBP' },
        time: '2010-07-02T08:41:00Z',
        purchased_at: '2010-06-25T08:41:00Z',
        reason: 'unwanted',
        grade: 'like_new',
        address: { country: 'IE' },
      },
      { external_id: 'C9002-2', quantity: 9360 },
    ]);
  });

  it('gives every line an id of its own, also where an order repeats an article', () => {
    const { sales } = read([SALE, SALE, SALE.replace('9001', '9003'), SALE]);
    expect(sales.map(({ external_id }) => external_id)).toEqual(['9001-1', '9001-2', '9003-1', '9001-3']);
  });

  it('gives a line the same id whether or not the line before it can be read', () => {
    const { sales, unreadable } = read([SALE.replace('2,55', 'two'), SALE]);
    expect(unreadable).toHaveLength(1);
    expect(sales.map(({ external_id }) => external_id)).toEqual(['9001-2']);
  });

  it('gives a consumer without number one reference per order', () => {
    const { sales } = read([SALE.replace(';501;', ';;')]);
    expect(sales[0]).toMatchObject({ consumer_ref: 'guest-9001', address: { name: 'Consumer guest-9001' } });
  });

  it.each([
    ['postage', SALE.replace('10001A', 'POST'), 'not_an_article'],
    ['a discount booked as a return', RETURN.replace('10001A', 'D'), 'not_an_article'],
    ['a stock correction', SALE.replace(';6;', ';-6;'), 'quantity_not_positive'],
    ['a line of no unit', SALE.replace(';6;', ';0;'), 'quantity_not_positive'],
    ['a line without price', SALE.replace('2,55', '0'), 'price_absent'],
  ])('skips %s, and says so', (_, row, reason) => {
    const { sales, returns, skipped, unreadable } = read([row]);
    expect({ sales, returns, unreadable }).toEqual({ sales: [], returns: [], unreadable: [] });
    expect(skipped).toEqual([{ line: 2, reason }]);
  });
});

describe('who accepts a forwarded item', () => {
  const accepting: Mapping = {
    ...mapping,
    columns: { ...mapping.columns, accepts: 'Description' },
    values: { ...mapping.values, accepts: { yes: 'like_new, open_box', no: '' } },
  };

  it.each([
    ['yes', ['like_new', 'open_box']],
    ['no', []],
    ['', []],
    ['open_box', ['open_box']],
  ])('"%s" in the column that is named for it', (written, accepts) => {
    const { sales } = read([SALE.replace('PAPER LANTERN', written)], { mapping: accepting });
    expect(sales[0]?.accepts).toEqual(accepts);
  });
});

describe('a row that cannot be read', () => {
  it.each([
    ['too few fields', '9001;10001A;LANTERN', 'The row has 3 fields instead of 8.'],
    ['too many fields', `${SALE};x`, 'The row has 9 fields instead of 8.'],
    ['an impossible day', SALE.replace('1/7/', '31/6/'), '"31/6/2010 08:26" is no moment of the calendar.'],
    ['a month-first day', SALE.replace('1/7/', '1/27/'), '"1/27/2010 08:26" is no moment of the calendar.'],
    [
      'another format',
      SALE.replace('1/7/2010', '2010-07-01'),
      '"2010-07-01 08:26" is not a time written as D/M/YYYY HH:mm.',
    ],
    ['a decimal point', SALE.replace('2,55', '2.55'), '"2.55" is no number with "," as its decimal sign.'],
    ['a fraction of a penny', SALE.replace('2,55', '2,555'), '"2,555" has more than 2 decimals.'],
    ['half a unit', SALE.replace(';6;', ';0,5;'), '"0,5" is no whole number.'],
    ['no quantity', SALE.replace(';6;', ';;'), '"" is no number with "," as its decimal sign.'],
    [
      'an unknown country',
      SALE.replace('United Kingdom', 'Unspecified'),
      'The mapping has no country for "Unspecified".',
    ],
    [
      'an inherited name as country',
      SALE.replace('United Kingdom', 'toString'),
      'The mapping has no country for "toString".',
    ],
    ['no country', SALE.replace('United Kingdom', ''), 'The row has no country.'],
    ['no order number', SALE.replace('9001', ''), 'The column InvoiceNo is empty.'],
    ['a return of nothing', RETURN.replace(';-1;', ';0;'), 'The returned quantity is 0.'],
    [
      'a return at less than nothing',
      RETURN.replace('27,5', '-1'),
      'The unit price of a return is negative.',
    ],
  ])('with %s is reported with its line, and the rest goes on', (_, row, reason) => {
    const { sales, returns, unreadable } = read([SALE, row, RETURN]);
    expect(unreadable).toEqual([{ line: 3, reason }]);
    expect([sales.length, returns.length]).toEqual([1, 1]);
    expect(returns[0]?.line).toBe(4);
  });

  it('because of a quote that is never closed costs no other row', () => {
    const open = SALE.replace('PAPER', '"PAPER');
    const { sales, returns, unreadable } = read([SALE, open, '', SALE, open, RETURN]);
    expect(unreadable).toEqual([
      { line: 3, reason: 'A quote is opened and never closed.' },
      { line: 6, reason: 'A quote is opened and never closed.' },
    ]);
    expect(sales.map(({ line }) => line)).toEqual([2, 5]);
    expect(returns.map(({ line }) => line)).toEqual([7]);
  });

  it('is found behind titles that hold quotes, delimiters and line breaks', () => {
    const titles = ['"LANTERN; ""WHITE"""', '12" RULER', '"TWO\r\nLINES"', '"HOME" SIGN'];
    const { sales, unreadable } = read([...titles.map((title) => SALE.replace('PAPER LANTERN', title)), 'x']);
    expect(sales.map(({ title }) => title)).toEqual([
      'LANTERN; "WHITE"',
      '12" RULER',
      'TWO\nLINES',
      '"HOME" SIGN',
    ]);
    expect(sales.map(({ line }) => line)).toEqual([2, 3, 4, 6]);
    expect(unreadable).toMatchObject([{ line: 7 }]);
  });
});

describe('two files, one of orders and one of returns', () => {
  const separate = parseMapping(`
time: { format: 'YYYY-MM-DDTHH:mm:ss' }
columns:
  { order_ref: Order, sku: Article, time: At, unit_price: Paid, country: Land, reason: Why, grade: State, purchased_at: Bought,
    name: Name, street: Street, postal_code: Zip, city: City, category: Kind }
values:
  reason: { zu klein: size_too_small }
  grade: { neu: like_new }
  category: { Kleid: dresses }
defaults: { currency: EUR, grade: open_box }
`);
  const header = 'Order,Article,At,Paid,Land,Why,State,Bought,Name,Street,Zip,City,Kind';
  const row =
    'A1,K-1,2027-03-01T10:00:00,49.9,DE,zu klein,neu,2027-02-01T00:00:00,E. Beispiel,Weg 2,10115,Berlin,Kleid';

  it('take each kind from its own file, in the words of the standard', () => {
    const { returns } = read([row], { mapping: separate, kind: 'returns', header });
    expect(returns).toMatchObject([
      {
        reason: 'size_too_small',
        grade: 'like_new',
        category: 'dresses',
        quantity: 1,
        unit_price: { amount: 4990, currency: 'EUR' },
        time: '2027-03-01T10:00:00Z',
        purchased_at: '2027-02-01T00:00:00Z',
        consumer_ref: 'guest-A1',
        address: {
          name: 'E. Beispiel',
          street: 'Weg 2',
          postal_code: '10115',
          city: 'Berlin',
          country: 'DE',
        },
      },
    ]);
    expect(read([row], { mapping: separate, kind: 'sales', header }).sales).toHaveLength(1);
  });

  it('fall back where a cell is empty', () => {
    const { returns } = read(['A1,K-1,2027-03-01T10:00:00,49.9,DE,,,,,,,,'], {
      mapping: separate,
      kind: 'returns',
      header,
    });
    expect(returns[0]).toMatchObject({
      reason: 'unwanted',
      grade: 'open_box',
      category: 'general',
      purchased_at: '2027-02-22T10:00:00Z',
    });
  });

  it('cannot be read as one of both kinds', () => {
    expect(() => read([row], { mapping: separate, header })).toThrow(MappingError);
  });
});

describe('a mapping that does not fit the file', () => {
  it('names the missing columns and those that are there', () => {
    expect(() => read(['1;2'], { header: 'InvoiceNo;Code' })).toThrow(
      /no column StockCode, .*it has InvoiceNo, Code\./,
    );
  });

  it.each<[string, Uint8Array, Mapping]>([
    ['an empty file', new Uint8Array(), mapping],
    ['another encoding', Uint8Array.of(0x49, 0xe9, 0x0a), mapping],
    [
      'an unknown encoding',
      new TextEncoder().encode(HEADER),
      { ...mapping, csv: { ...mapping.csv, encoding: 'klingon' } },
    ],
    [
      'an unknown time zone',
      new TextEncoder().encode(HEADER),
      { ...mapping, time: { ...mapping.time, zone: 'Europe/Atlantis' } },
    ],
  ])('fails for %s', (_, bytes, used) => {
    expect(() => readFileLines(bytes, used, 'mixed')).toThrow(MappingError);
  });
});

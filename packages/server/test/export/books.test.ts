import type { Settlement } from '@open-return-forwarding/protocol';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { booksOf, unevenDays } from '../../src/export/books.ts';
import { csvOf } from '../../src/export/csv.ts';
import { decimal } from '../../src/export/decimal.ts';
import { documentOf } from '../../src/export/document.ts';
import { differences } from '../../src/export/ledger-check.ts';
import { orf } from '../support/process.ts';

type Entry = Settlement['entries'][number];

const entry = (amount: number, changes: Partial<Entry> = {}): Entry => ({
  id: `led_${amount}`,
  account: 'clearing',
  amount,
  currency: 'EUR',
  cause: 'handed_in',
  posted_at: '2027-03-01T23:59:59.999Z',
  ...changes,
});

const settlement = (entries: Entry[], changes: Partial<Settlement> = {}): Settlement => ({
  id: 'stl_1',
  forward_id: 'fwd_1',
  return_id: 'rtn_1',
  order_id: 'ord_1',
  status: 'open',
  currency: 'EUR',
  entries,
  pair: { ship_from_country: 'NL', ship_to_country: 'DE' },
  net: { amount: 0, currency: 'EUR' },
  opened_at: '2027-03-01T12:00:00.000Z',
  ...changes,
});

describe('an amount', () => {
  it.each([
    [3499, 'EUR', '34.99'],
    [-3499, 'EUR', '-34.99'],
    [5, 'EUR', '0.05'],
    [-5, 'EUR', '-0.05'],
    [0, 'EUR', '0.00'],
    [1500, 'JPY', '1500'],
    [-7, 'JPY', '-7'],
    [1, 'KWD', '0.001'],
    [Number.MAX_SAFE_INTEGER, 'EUR', '90071992547409.91'],
  ])('of %i %s is %s', (amount, currency, text) => {
    expect(decimal(amount, currency)).toBe(text);
  });
});

describe('a cell', () => {
  const columns = { name: 'text', amount: 'number' } as const;

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '=cmd|"/c calc"!A1'])(
    'with the text %j computes nothing, and says what it said',
    (name) => {
      const [row] = parse(csvOf(columns, [{ name, amount: '-1.00' }]), { columns: true });
      expect(row).toEqual({ name: `'${name}`, amount: '-1.00' });
    },
  );

  it('comes back as it was, whatever is in it', () => {
    const text = fc.string({ unit: 'binary' }).filter((each) => !/^[=+\-@\t\r\n\ufeff]/.test(each));
    fc.assert(
      fc.property(fc.array(fc.record({ name: text, amount: text }), { minLength: 1 }), (rows) => {
        expect(parse(csvOf(columns, rows), { columns: true, record_delimiter: '\r\n' })).toEqual(rows);
      }),
    );
  });

  it('stands in lines that end as RFC 4180 says', () => {
    expect(csvOf(columns, [{ name: 'a,"b"', amount: '1' }])).toBe('name,amount\r\n"a,""b""",1\r\n');
  });
});

describe('the books of some days', () => {
  const evening = entry(700);
  const midnight = entry(-700, { posted_at: '2027-03-02T00:00:00.000Z' });
  const all = [settlement([evening, midnight])];

  it.each([
    [{}, ['led_700', 'led_-700']],
    [{ to: '2027-03-02' }, ['led_700']],
    [{ from: '2027-03-02' }, ['led_-700']],
    [{ from: '2027-03-03' }, []],
  ])('%j hold %j', (days, ids) => {
    const { rows, settlements } = booksOf(all, days);
    expect(rows.map(({ entry_id }) => entry_id)).toEqual(ids);
    expect(settlements).toHaveLength(ids.length === 0 ? 0 : 1);
  });

  it('name a day that does not add up', () => {
    expect(unevenDays(booksOf(all, {}).totals)).toEqual(['2027-03-01 EUR', '2027-03-02 EUR']);
    expect(unevenDays(booksOf([settlement([evening, entry(-700)])], {}).totals)).toEqual([]);
  });

  it('keep currencies apart', () => {
    const { totals } = booksOf([settlement([evening, entry(9, { currency: 'JPY' })])], {});
    expect(totals.map(({ currency, debit }) => [currency, debit])).toEqual([
      ['EUR', 700],
      ['JPY', 9],
    ]);
  });

  it('give a line of a sale the country of its tax, and no other line', () => {
    const money = { amount: 1, currency: 'EUR' };
    const side = { gross: money, net: money, tax: money, counterpart_ref: 'x' };
    const pair: Settlement['pair'] = {
      refund: { ...side, kind: 'refund', tax_country: 'NL' },
      second_sale: { ...side, kind: 'second_sale', tax_country: 'DE' },
      ship_from_country: 'NL',
      ship_to_country: 'DE',
    };
    const entries = [
      entry(1, { account: 'tax', cause: 'handed_in' }),
      entry(2, { account: 'tax', cause: 'refund_requested' }),
      entry(3, { account: 'carrier_cost', cause: 'handed_in' }),
    ];
    const { rows } = booksOf([settlement(entries, { pair })], {});
    expect(rows.map(({ tax_country }) => tax_country)).toEqual(['DE', 'NL', '']);
  });

  it('keep what a shop calls its orders from computing anything', () => {
    const money = { amount: 1, currency: 'EUR' };
    const refund = {
      kind: 'refund',
      ref: '=2+3',
      gross: money,
      net: money,
      tax: money,
      counterpart_ref: 'x',
    };
    const pair = { refund, ship_from_country: 'NL', ship_to_country: 'DE' } as Settlement['pair'];
    const csv = documentOf(booksOf([settlement([entry(-5)], { pair })], {}), 'settlements', 'csv');
    const [row] = parse(csv, { columns: true }) as Record<string, string>[];
    expect(row).toMatchObject({ refund_ref: "'=2+3", amount: '-0.05', credit: '0.05', debit: '' });
  });

  it.each([
    ['as the ledger has it', 700, []],
    ['not as the ledger has it', 701, ['2027-03-01 clearing EUR', 'all days clearing EUR']],
  ])('are %s', async (_, amount, expected) => {
    const books = booksOf([settlement([evening])], {});
    const ledger = { balances: async () => [{ account: 'clearing', currency: 'EUR', amount }] };
    expect(await differences(books, ledger)).toEqual(expected);
  });

  it('miss a day that only the ledger has', async () => {
    const none = booksOf([], {});
    const ledger = { balances: async () => [{ account: 'fee', currency: 'EUR', amount: 1 }] };
    expect(await differences(none, ledger)).toEqual(['all days fee EUR']);
  });
});

describe('orf export', () => {
  it.each([
    [['export', 'melons'], 2, /settlements or ledger, not "melons"/],
    [['export', 'ledger', '--format', 'xml'], 2, /csv or json/],
    [['export', 'ledger', '--from', '1 March'], 2, /2027-03-01/],
    [['export', 'ledger', '--from', '2027-02-30'], 2, /2027-03-01/],
    [['export', 'ledger', '--from', '2027-03-02', '--to', '2027-03-02'], 2, /comes after/],
    [['export', 'ledger', '--url', 'http://127.0.0.1:9'], 2, /--token/],
    [['export', 'ledger', '--url', 'here', '--token', 'x'], 1, /no URL/],
  ] as const)('%j ends with %i', async (args, code, text) => {
    const ended = await orf(args);
    expect([ended.code, ended.stdout]).toEqual([code, '']);
    expect(ended.stderr).toMatch(text);
  });
});

import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createClient } from '@open-return-forwarding/client';
import { createTestControl } from '@open-return-forwarding/client/test-control';
import type { Settlement } from '@open-return-forwarding/protocol';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readOrders, readReturns } from '../../../../examples/demo/data.ts';
import { replay } from '../../../../examples/demo/replay.ts';
import { openStore, readPolicyFile } from '../../src/compose.ts';
import { readConfig } from '../../src/config.ts';
import { dayAfter, startOf } from '../../src/export/days.ts';
import { type RunningServer, startServer } from '../../src/listen.ts';
import { orf, temporaryFolder } from '../support/process.ts';
import { SECRET, TOKEN } from '../support/sandbox.ts';

const FROM = '2027-03-01T00:00:00.000Z';
const TO = '2027-03-31T00:00:00.000Z';
const policy = join(import.meta.dirname, '../../../../examples/demo/policy.yaml');
const folder = temporaryFolder();
const env = { ORF_DATABASE: join(folder.path, 'orf.db'), PORT: '0', ORF_LOG_LEVEL: 'silent' };

type Row = Record<string, string>;
const rowsOf = (csv: string): Row[] => parse(csv, { columns: true });
const cents = (decimal = '') => Math.round(Number(decimal) * 100);

/** What a list of rows sums to, by some of its columns. */
function sums(rows: readonly Row[], by: readonly string[], column: string): Record<string, number> {
  const found: Record<string, number> = {};
  for (const row of rows) {
    const key = by.map((name) => row[name]).join(' ');
    found[key] = (found[key] ?? 0) + cents(row[column]);
  }
  return found;
}

describe('the export of the demo’s thirty days', () => {
  let server: RunningServer;
  let entries: Row[];
  let totals: Row[];
  const client = () => createClient({ baseUrl: server.url, token: TOKEN });
  const at = (): string[] => ['--url', server.url, '--token', TOKEN];
  beforeAll(async () => {
    server = await startServer(readConfig(env));
    const control = createTestControl({ baseUrl: server.url, token: SECRET });
    await control.resetSandbox({ body: { now: FROM, policy: await readPolicyFile(policy) } });
    const plan = { returns: await readReturns(), orders: await readOrders(), from: FROM, to: TO };
    const sandbox = { url: server.url, orf: client(), control, close: () => server.close() };
    await replay(sandbox, plan, { happened: () => undefined, told: () => undefined });
    entries = rowsOf((await orf(['export', 'settlements'], env)).stdout);
    totals = rowsOf((await orf(['export', 'ledger'], env)).stdout);
  }, 110_000);
  afterAll(async () => {
    await server.close();
    folder.remove();
  });

  it('has days, reversals and corrections enough to mean something', () => {
    expect(new Set(entries.map(({ day }) => day)).size).toBeGreaterThan(10);
    const causes = new Set(entries.map(({ cause }) => cause));
    for (const cause of ['second_sale_reversed', 'fee_reversed', 'refund_posted', 'claim_opened']) {
      expect(causes).toContain(cause);
    }
  });

  it('sums to the ledger, per account and day', async () => {
    const store = await openStore(readConfig(env));
    try {
      for (const day of new Set(entries.map((row) => row.day ?? ''))) {
        const range = { from: startOf(day), before: startOf(dayAfter(day)) };
        const booked = await store.query('rtl_default', (view) => view.ledger.balances(range));
        const ledger = Object.fromEntries(
          booked.map(({ account, currency, amount }) => [`${day} ${account} ${currency}`, amount]),
        );
        const ofDay = (row: Row) => row.day === day;
        expect(sums(entries.filter(ofDay), ['day', 'account', 'currency'], 'amount')).toEqual(ledger);
        expect(sums(totals.filter(ofDay), ['day', 'account', 'currency'], 'balance')).toEqual(ledger);
      }
      const whole = await store.query('rtl_default', (view) => view.ledger.balances());
      expect(sums(entries, ['account', 'currency'], 'amount')).toEqual(
        Object.fromEntries(whole.map(({ account, currency, amount }) => [`${account} ${currency}`, amount])),
      );
    } finally {
      await store.close();
    }
  });

  it('agrees with the report of the same returns', async () => {
    const { books } = await client().getReport({ query: { from: FROM, to: TO } });
    expect(sums(totals, ['account'], 'balance')).toEqual(
      Object.fromEntries(books.map(({ account, balance }) => [account, balance.amount])),
    );
  });

  it('adds up to nothing on every day, and its debit less its credit is its amount', () => {
    expect(new Set(Object.values(sums(entries, ['day', 'currency'], 'amount')))).toEqual(new Set([0]));
    for (const { debit, credit, amount } of entries) expect(cents(debit) - cents(credit)).toBe(cents(amount));
  });

  it('tells the references of both sales and the countries', () => {
    const sales = entries.filter(({ account, second_sale_ref }) => account === 'sale_2' && second_sale_ref);
    expect(new Set(sales.map(({ ship_to_country }) => ship_to_country)).size).toBeGreaterThan(1);
    for (const { tax_country, ship_to_country } of sales) expect(tax_country).toBe(ship_to_country);
    expect(entries.some(({ refund_ref, refund_external_ref }) => refund_ref && refund_external_ref)).toBe(
      true,
    );
  });

  it.each(['settlements', 'ledger'] as const)('is the same through the API: %s', async (kind) => {
    for (const format of ['csv', 'json']) {
      const local = await orf(['export', kind, '--format', format], env);
      const remote = await orf(['export', kind, '--format', format, ...at()]);
      expect(remote).toEqual(local);
      expect(local.stderr).toMatch(/^Entries: \d+, settlements: \d+, days: \d+; every day adds up to 0\.\n$/);
    }
  });

  it('is cut at midnight UTC: two halves make the whole', async () => {
    const half = async (...args: string[]) =>
      rowsOf((await orf(['export', 'settlements', ...args], env)).stdout);
    const before = await half('--to', '2027-03-08');
    const after = await half('--from', '2027-03-08', '--to', '2027-04-01');
    const ids = (rows: Row[]) => rows.map(({ entry_id }) => entry_id).toSorted();
    expect(before.every(({ day = '' }) => day < '2027-03-08')).toBe(true);
    expect(after.every(({ day = '' }) => day >= '2027-03-08')).toBe(true);
    expect(before.length * after.length).toBeGreaterThan(0);
    expect(ids([...before, ...after])).toEqual(ids(entries));
  });

  it('says the same in JSON, with the settlements as the API shows them', async () => {
    const file = join(folder.path, 'books.json');
    await orf(['export', 'settlements', '--format', 'json', '--out', file], env);
    const shown = JSON.parse(readFileSync(file, 'utf8'));
    expect(shown.entries).toEqual(entries);
    expect(shown.totals.map((row: object) => ({ ...row, entries: '' }))).toEqual(
      totals.map((row) => ({ ...row, entries: '' })),
    );
    const settlements: Settlement[] = [];
    for await (const each of client().all.listSettlements()) settlements.push(each);
    expect(shown.settlements).toEqual(settlements);
    expect(statSync(file).mode & 0o077).toBe(0);
  });
});

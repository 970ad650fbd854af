import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { exits, type Figures, fallbackReasons } from '../figures.ts';
import { faultsOf, jsonOf } from '../summary.ts';

const main = join(import.meta.dirname, '..', 'main.ts');
const demo = (...args: string[]) =>
  spawnSync(process.execPath, [main, ...args], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
    timeout: 100_000,
  });

describe('the demo', () => {
  let run: ReturnType<typeof demo>;
  let lines: string[];
  let last: Record<string, unknown> & { readonly exits: Record<string, number>; fallbacks: object };
  beforeAll(() => {
    run = demo();
    lines = run.stdout.trimEnd().split('\n');
    last = JSON.parse(lines.at(-1) ?? '');
  }, 110_000);

  it('ends well, with nothing to complain about', () => {
    expect(run.stderr).toBe('');
    expect(run.status).toBe(0);
  });

  it('settles its forwards, and its books are even', () => {
    expect(last).toMatchObject({ returns: 83, books_sum: 0 });
    expect(last.forwards_settled).toBeGreaterThanOrEqual(15);
  });

  it.each(exits)('shows the exit %s', (exit) => {
    expect(last.exits[exit]).toBeGreaterThanOrEqual(1);
  });

  it('shows every way to the warehouse', () => {
    expect(Object.keys(last.fallbacks).toSorted()).toEqual([...fallbackReasons].toSorted());
  });

  it('tells it day by day, without colours where nobody watches, and without a consumer in it', () => {
    expect(lines.filter((line) => line.startsWith('-- Mon 1 March'))).toHaveLength(1);
    expect(lines).toContain('01 09:49  server     matches RMA-1006 -> SO-7007-1');
    expect(run.stdout).not.toContain('\u001b');
    expect(run.stdout).not.toMatch(/Ahornfeld|Beukdaele|Wolkenstraat/);
  });
});

describe('the call of the demo', () => {
  it('explains itself', () => {
    expect(demo('--help')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('pnpm demo [--quiet]'),
    });
  });

  it('refuses what it does not know', () => {
    expect(demo('--fast')).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining('--fast'),
    });
  });
});

describe('the verdict on the figures', () => {
  const ones = <Key extends string>(keys: readonly Key[]) =>
    Object.fromEntries(keys.map((key) => [key, 1])) as Record<Key, number>;
  const zero = { amount: 0, currency: 'EUR' };
  const fallbacks = ones(fallbackReasons);
  const counts = { returns: 40, offered: 30, chosen: 25, matched: 20, forwarded: 9 };
  const figures: Figures = {
    ...counts,
    forwards: 20,
    forwards_settled: 9,
    exits: ones(exits),
    fallbacks,
    refunds: { posted: 9 },
    books: { clearing: 5, sale_1: -5 },
    books_sum: 0,
    report: {
      ...counts,
      from: '2027-03-01T00:00:00Z',
      to: '2027-03-31T00:00:00Z',
      eligible: 30,
      listed: 25,
      settled: 9,
      hand_in_losses: 1,
      fallbacks: fallbackReasons.map((reason) => ({ reason, count: 1 })),
      refunds: [{ status: 'posted', count: 9 }],
      stage_hours: {},
      saving_total: zero,
      settlement_net: zero,
      books: [
        { account: 'clearing', balance: { amount: 5, currency: 'EUR' } },
        { account: 'sale_1', balance: { amount: -5, currency: 'EUR' } },
      ],
    },
  };

  it('has no fault to find where all is there', () => {
    expect(faultsOf(figures)).toEqual([]);
    expect(JSON.parse(jsonOf(figures))).toEqual({
      returns: 40,
      offered: 30,
      chosen: 25,
      matched: 20,
      forwards_settled: 9,
      books_sum: 0,
      exits: ones(exits),
      fallbacks,
      refunds: { posted: 9 },
    });
  });

  it.each<[string, Partial<Figures>, string]>([
    ['an exit that is missing', { exits: { ...ones(exits), late: 0 } }, 'No forward ended as late.'],
    [
      'a fallback that is missing',
      { fallbacks: { ...fallbacks, declined: 0 } },
      'No return went to the warehouse as declined.',
    ],
    ['uneven books', { books_sum: 3 }, 'The books add up to 3, not to 0.'],
    ['a debt', { books: { sender_payable: -7 } }, 'Somebody is still owed money: sender_payable is -7.'],
    ['another report', { matched: 21 }, 'The report and the records differ in matched: 20 and 21.'],
  ])('names %s', (_name, change, sentence) => {
    expect(faultsOf({ ...figures, ...change })).toContain(sentence);
  });
});

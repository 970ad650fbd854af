import type { Ledger } from '../ports.ts';
import type { LedgerBalance } from '../stored.ts';
import type { Books } from './books.ts';
import { dayAfter, startOf } from './days.ts';

/** `day account currency` of every sum in which the settlements and the ledger differ; none in a sound store. */
export async function differences(
  { days, totals }: Books,
  ledger: Pick<Ledger, 'balances'>,
): Promise<string[]> {
  const found: string[] = [];
  for (const day of new Set(totals.map((total) => total.day))) {
    const booked = await ledger.balances({ from: startOf(day), before: startOf(dayAfter(day)) });
    found.push(
      ...differing(
        day,
        totals.filter((total) => total.day === day),
        booked,
      ),
    );
  }
  // Days on which the ledger alone has entries show in the whole only.
  const booked = await ledger.balances({
    ...(days.from !== undefined && { from: startOf(days.from) }),
    ...(days.to !== undefined && { before: startOf(days.to) }),
  });
  return [...found, ...differing('all days', totals, booked)];
}

function differing(day: string, totals: Books['totals'], booked: readonly LedgerBalance[]): string[] {
  const left = new Map<string, number>();
  const add = (account: string, amount: number) => left.set(account, (left.get(account) ?? 0) + amount);
  for (const { account, currency, debit, credit } of totals) add(`${account} ${currency}`, debit - credit);
  for (const { account, currency, amount } of booked) add(`${account} ${currency}`, -amount);
  return [...left].filter(([, amount]) => amount !== 0).map(([account]) => `${day} ${account}`);
}

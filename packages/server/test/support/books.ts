import type { LedgerAccount, Settlement } from '@open-return-forwarding/protocol';

/** What stands on each account, without those at 0. Throws where the books, or one cause in them, do not add up. */
export function balances({ entries, currency }: Settlement): Partial<Record<LedgerAccount, number>> {
  const accounts = new Map<LedgerAccount, number>();
  const causes = new Map<string, number>();
  for (const { account, amount, cause, posted_at, currency: of } of entries) {
    if (of !== currency) throw new Error(`an entry is in ${of}, the books in ${currency}`);
    accounts.set(account, (accounts.get(account) ?? 0) + amount);
    const posting = `${cause} ${posted_at}`;
    causes.set(posting, (causes.get(posting) ?? 0) + amount);
  }
  for (const [posting, sum] of causes) if (sum !== 0) throw new Error(`${posting} sums to ${sum}`);
  return Object.fromEntries([...accounts].filter(([, sum]) => sum !== 0));
}

/** The causes that were posted, once each, in order. Throws where one was posted twice. */
export function causes({ entries }: Settlement): string[] {
  const found: string[] = [];
  for (const { cause } of entries) {
    if (found.at(-1) === cause) continue;
    if (found.includes(cause)) throw new Error(`${cause} was posted twice`);
    found.push(cause);
  }
  return found;
}

import { parseArgs } from 'node:util';
import { demandEstimates, evidenceAt } from '@open-return-forwarding/core';
import type { Policy } from '@open-return-forwarding/protocol';
import { clockOf, openStore } from '../compose.ts';
import { ConfigError, readConfig } from '../config.ts';
import { SANDBOX_RETAILER } from '../retailer.ts';
import type { ArticleDemand } from '../statistics-ports.ts';
import { UsageError } from './usage-error.ts';

const help = `orf demand: how often each article is ordered, as the server has learned it

  For every article the orders that were counted, the rates that decide now, and those that the policy has written, in
  orders per day: of buyers who accept a forwarded item in general, and of those who name a listing, while one is open.
  The article that was seen last comes first. The first order of an article starts its clock and is not counted.

  --limit N      how many articles (50)
  --retailer     whose, in the database of this machine (${SANDBOX_RETAILER}; ORF_DATABASE)
`;

const options = {
  limit: { type: 'string', default: '50' },
  retailer: { type: 'string', default: SANDBOX_RETAILER },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Prints the learned rates beside the policy's; answers the exit code. */
export async function demand(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const limit = Number(values.limit);
  if (!Number.isSafeInteger(limit) || limit < 1)
    throw new UsageError(`--limit is a number from 1 on, not "${values.limit}".`);
  process.stdout.write(await table(values.retailer, limit));
  return 0;
}

async function table(retailer: string, limit: number): Promise<string> {
  const config = readConfig(process.env);
  const store = await openStore(config);
  try {
    const now = (await clockOf(config, store)).now();
    return await store.query(retailer, async (view) => {
      const policy = await view.policies.current(now);
      if (policy === undefined) throw new ConfigError(`${retailer} has no policy in ${config.database}.`);
      const articles = await view.statistics.articles(limit);
      const widest = Math.max(7, ...articles.map(({ sku }) => sku.length));
      const line = (cells: readonly string[]) => `${row(cells, widest)}\n`;
      return [headings, ...articles.map((each) => cellsOf(each, policy, now))].map(line).join('');
    });
  } finally {
    await store.close();
  }
}

const headings = ['article', 'orders', 'general', 'policy', 'naming', 'policy', 'last seen'];

function cellsOf(seen: ArticleDemand, policy: Policy, now: string): string[] {
  const { learning } = policy.matching.demand;
  const rates = demandEstimates(policy, {
    sku: seen.sku,
    category: seen.category ?? '',
    evidence: { demand: learning && evidenceAt(seen, now, learning.half_life_days) },
  });
  const figures = [rates.general, rates.naming].flatMap((rate) => [rate.per_day, rate.prior_per_day]);
  // What callers send may hold signs that a terminal obeys.
  const sku = seen.sku.replace(/\p{C}/gu, '?');
  return [sku, String(seen.orders), ...figures.map((figure) => figure.toFixed(3)), seen.seen_at];
}

function row([article = '', ...figures]: readonly string[], widest: number): string {
  const last = figures.pop() ?? '';
  return [article.padEnd(widest), ...figures.map((figure) => figure.padStart(8)), `  ${last}`].join(' ');
}

import type { Settlement } from '@open-return-forwarding/protocol';
import { openStore } from '../compose.ts';
import type { Config } from '../config.ts';
import { ConfigError } from '../config.ts';
import { startOf } from '../export/days.ts';
import { differences } from '../export/ledger-check.ts';
import type { Store, View } from '../ports.ts';
import type { SettlementSource } from './export-source.ts';

const AT_ONCE = 500;

/** A retailer's settlements in the database of this machine, held against its ledger. */
export async function databaseSettlements(config: Config, retailer: string): Promise<SettlementSource> {
  const store = await openStore(config);
  if ((await store.system.retailers.get(retailer)) === undefined) {
    await store.close();
    throw new ConfigError(`There is no retailer ${retailer} in ${config.database}.`);
  }
  return settlementsIn(store, retailer);
}

/** The same of a store that is open already. */
export function settlementsIn(store: Store, retailer: string): SettlementSource {
  return {
    read: ({ to }) => store.query(retailer, (view) => readAll(view, to)),
    differences: (books) => store.query(retailer, (view) => differences(books, view.ledger)),
    close: () => store.close(),
  };
}

/** Books open with their first entry, so that those opened later have none in these days. */
async function readAll(view: View, to: string | undefined): Promise<Settlement[]> {
  const filter = to === undefined ? {} : { opened_at: { before: startOf(to) } };
  const found: Settlement[] = [];
  let cursor: string | undefined;
  do {
    const page = await view.settlements.page(filter, { limit: AT_ONCE, cursor });
    found.push(...page.items.map(({ doc }) => doc));
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}

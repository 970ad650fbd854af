import { createClient, OrfError } from '@open-return-forwarding/client';
import type { Settlement } from '@open-return-forwarding/protocol';
import { ConfigError } from '../config.ts';
import { startOf } from '../export/days.ts';
import type { SettlementSource } from './export-source.ts';

/** The settlements behind any server's API. The ledger behind them is out of sight. */
export function remoteSettlements(url: string, token: string): SettlementSource {
  if (!URL.canParse(url)) throw new ConfigError(`--url is "${url}", which is no URL.`);
  const orf = createClient({ baseUrl: url, token });
  return {
    read: async ({ to }) => {
      const found: Settlement[] = [];
      const query = to === undefined ? {} : { to: startOf(to) };
      try {
        for await (const settlement of orf.all.listSettlements({ query: { limit: 200, ...query } })) {
          found.push(settlement);
        }
      } catch (error) {
        if (error instanceof OrfError) throw new ConfigError(`${url}: ${error.message}`, { cause: error });
        throw error;
      }
      return found;
    },
    differences: async () => [],
    close: async () => undefined,
  };
}

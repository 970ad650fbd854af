import type { Settlement } from '@open-return-forwarding/protocol';
import type { Books } from '../export/books.ts';
import type { Days } from '../export/days.ts';

/** Where settlements are read: in the database of this machine, or behind a server's API. */
export interface SettlementSource {
  /** All that may have an entry in these days, oldest first. Throws ConfigError. */
  read(days: Days): Promise<Settlement[]>;
  /** What the ledger says otherwise, where there is one to ask. */
  differences(books: Books): Promise<readonly string[]>;
  close(): Promise<void>;
}

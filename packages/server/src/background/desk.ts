import type { Store } from '../ports.ts';
import type { Services } from '../services.ts';

/** What background work is done with. */
export interface Desk {
  readonly store: Store;
  readonly services: Services;
}

import type { Recall } from '@open-return-forwarding/protocol';
import type { Page, PageRequest } from './record-ports.ts';

/** The recalls of one retailer. */
export interface Recalls {
  /** Whether any recall names the article. */
  names(sku: string): Promise<boolean>;
  /** Newest first, of one article or of any, stable under additions. Throws InvalidCursor. */
  page(filter: { readonly sku?: string | undefined }, request: PageRequest): Promise<Page<Recall>>;
}
export interface WritableRecalls extends Recalls {
  add(recall: Recall): Promise<void>;
}

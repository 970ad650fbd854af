import type { Instant } from '@open-return-forwarding/protocol';

/** `[from, to)`. */
export interface Period {
  readonly from: Instant;
  readonly to: Instant;
}

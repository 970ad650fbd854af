import type { Address, Evidence } from '@open-return-forwarding/protocol';

/** What is sealed for a return, under its id. */
export interface ReturnPersonal {
  /** Not there any more once the retention of addresses is over. */
  readonly ship_from?: Address;
  readonly note?: string;
  readonly flags: readonly string[];
  readonly evidence: readonly Evidence[];
}

/** What is sealed for an order, under its id. */
export interface OrderPersonal {
  readonly ship_to: Address;
}

/** What is sealed for a forward, under its id. */
export interface ForwardPersonal {
  readonly tracking_number?: string;
  readonly drop_off_code?: string;
  /** What the carrier needs to draw the label again. */
  readonly carrier_data?: string;
  readonly rating_note?: string;
}

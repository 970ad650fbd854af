/** What of one consumer a carrier lets the other one see, on the label, in its barcodes or on its tracking page. */
export type CarrierExposure = 'none' | 'dropoff_only' | 'printed';

export type LabelFormat = 'pdf' | 'png' | 'zpl';

/** What a carrier declares about itself; discovery publishes it as it stands. */
export interface CarrierProfile {
  readonly name: string;
  readonly sender_exposure: CarrierExposure;
  readonly recipient_exposure: CarrierExposure;
  readonly public_tracking_exposure: CarrierExposure;
  readonly formats: readonly LabelFormat[];
}

/** The retailer, who is shipper and return address of every label. */
export interface ShipperAddress {
  name: string;
  street: string;
  postal_code: string;
  city: string;
  country: string;
}

/** A consumer's address: the carrier gets it, nobody else does. */
export interface ConsumerAddress extends ShipperAddress {
  street_2?: string;
  email?: string;
  phone?: string;
}

export interface LabelRequest {
  /** Deterministic for the forward, so that a repeated call buys no second label. */
  key: string;
  shipper: ShipperAddress;
  sender: ConsumerAddress;
  recipient: ConsumerAddress;
  /** Whole grams, above 0. */
  weight_grams: number;
  /** The retailer's reference, printed; must name no consumer. */
  reference: string;
  /** UTC instant after which an unused label is void by itself. */
  valid_until: string;
}

export interface CreatedLabel {
  tracking_number: string;
  /** What the sender shows at the drop-off point instead of a printed label; absent where the carrier has none. */
  drop_off_code?: string;
  expires_at: string;
  /** What the carrier needs to draw the document again. Opaque to the server, which keeps it as it keeps the number. */
  carrier_data: string;
}

/** What a carrier is told to void a label: the key that it was made under, and what is kept of it. */
export interface LabelToVoid extends Pick<CreatedLabel, 'tracking_number' | 'carrier_data'> {
  key: string;
}

export interface LabelDocument {
  mediaType: string;
  bytes: Uint8Array;
}

/**
 * A parcel carrier. Calls may be repeated: the same `key` always yields the same label.
 * Errors: `LabelRefused` is final, `CarrierUnavailable` may be tried again.
 */
export interface Carrier {
  readonly id: string;
  readonly profile: CarrierProfile;
  createLabel(request: LabelRequest): Promise<CreatedLabel>;
  /** `confirmed` only when the carrier will no longer accept the parcel on this label. */
  voidLabel(label: LabelToVoid): Promise<{ confirmed: boolean }>;
  document(
    label: Pick<CreatedLabel, 'tracking_number' | 'carrier_data'>,
    format: LabelFormat,
  ): Promise<LabelDocument>;
}

/** The carrier will never make this label. The message names the fault, never a consumer. */
export class LabelRefused extends Error {
  override readonly name = 'LabelRefused';
}

/** The carrier could not be asked or did not answer; the same call may be repeated. */
export class CarrierUnavailable extends Error {
  override readonly name = 'CarrierUnavailable';
}

import {
  type Carrier,
  type CreatedLabel,
  type LabelDocument,
  type LabelFormat,
  LabelRefused,
  type LabelRequest,
  type LabelToVoid,
} from '../../carrier-port.ts';
import { type LabelContent, layoutOf } from './layout.ts';
import { dropOffCodeOf, trackingNumberOf } from './numbers.ts';

/** A consumer's `street_2` that makes the sandbox refuse the label, so that integrators can see what follows. */
export const REFUSED_STREET_2 = 'SANDBOX REFUSES';
/**
 * A sender's `street_2` whose labels are not void until the test control reports `void_confirmed` or they expire, as with
 * most carriers; so that integrators can see a hand-in that comes to light late.
 */
export const VOIDS_LATER_STREET_2 = 'SANDBOX VOIDS LATER';

interface KeptContent extends Omit<LabelContent, 'tracking_number'> {
  voids_later?: true;
}

/**
 * A carrier that lives in this process. It gets both consumers' addresses as a real one would, and prints neither.
 * It keeps nothing: number, code and document follow from the key and the label.
 */
export function createSandboxCarrier(): Carrier {
  return {
    id: 'sandbox',
    profile: {
      name: 'Sandbox Carrier',
      sender_exposure: 'none',
      recipient_exposure: 'none',
      public_tracking_exposure: 'none',
      formats: ['pdf', 'png', 'zpl'],
    },
    createLabel: async (request) => createLabel(request),
    voidLabel: async (label) => ({ confirmed: voidsAtOnce(label) }),
    document: ({ tracking_number, carrier_data }, format) => {
      return documentOf({ ...(JSON.parse(carrier_data) as KeptContent), tracking_number }, format);
    },
  };
}

function createLabel(request: LabelRequest): CreatedLabel {
  if (!Number.isSafeInteger(request.weight_grams) || request.weight_grams <= 0) {
    throw new LabelRefused('The weight is not a positive whole number of grams.');
  }
  if ([request.sender, request.recipient].some((address) => address.street_2 === REFUSED_STREET_2)) {
    throw new LabelRefused('The carrier does not serve one of the addresses.');
  }
  const { name, street, postal_code, city, country } = request.shipper;
  const content: KeptContent = {
    drop_off_code: dropOffCodeOf(request.key),
    shipper: { name, street, postal_code, city, country },
    depot: `${request.recipient.country}-HUB`,
    weight_grams: request.weight_grams,
    reference: request.reference,
    valid_until: request.valid_until,
    ...(request.sender.street_2 === VOIDS_LATER_STREET_2 && { voids_later: true }),
  };
  return {
    tracking_number: trackingNumberOf(request.key),
    drop_off_code: content.drop_off_code,
    expires_at: request.valid_until,
    carrier_data: JSON.stringify(content),
  };
}

function voidsAtOnce({ key, tracking_number, carrier_data }: LabelToVoid): boolean {
  if (trackingNumberOf(key) !== tracking_number) return false;
  return (JSON.parse(carrier_data) as KeptContent).voids_later !== true;
}

/** Loads a renderer only when it is asked for: together they would double the time that the server takes to start. */
async function documentOf(content: LabelContent, format: LabelFormat): Promise<LabelDocument> {
  const marks = layoutOf(content);
  switch (format) {
    case 'pdf':
      return { mediaType: 'application/pdf', bytes: await (await import('./pdf.ts')).pdfOf(marks) };
    case 'png':
      return { mediaType: 'image/png', bytes: await (await import('./png.ts')).pngOf(marks) };
    case 'zpl':
      return { mediaType: 'application/zpl', bytes: (await import('./zpl.ts')).zplOf(marks) };
    default: {
      const unknown: never = format;
      throw new Error(`No such label format: ${String(unknown)}`);
    }
  }
}

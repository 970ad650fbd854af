import { createHash } from 'node:crypto';
import { s10Number } from '../barcodes.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** Crockford's: no letter that reads as a digit or another letter. */
const CODE_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The S10 number of a label key; always the same one. It belongs to a country code that ISO 3166 leaves to its users
 * (XA to XZ), so no real parcel can bear it.
 */
export function trackingNumberOf(key: string): string {
  const digest = createHash('sha256').update(`sandbox-carrier/tracking/${key}`).digest();
  return s10Number({
    service: `C${letter(digest.readUInt8(0))}`,
    serial: String(digest.readUInt32BE(4) % 100_000_000).padStart(8, '0'),
    country: `X${letter(digest.readUInt8(1))}`,
  });
}

/** The drop-off code of a label key, `XXXX-XXXX-XXXX`, 60 bits of its digest; not derivable from the tracking number. */
export function dropOffCodeOf(key: string): string {
  const digest = createHash('sha256').update(`sandbox-carrier/drop-off/${key}`).digest();
  const code = [...digest.subarray(0, 12)].map((byte) => CODE_ALPHABET[byte % 32]).join('');
  return `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`;
}

function letter(byte: number): string {
  return LETTERS.charAt(byte % LETTERS.length);
}

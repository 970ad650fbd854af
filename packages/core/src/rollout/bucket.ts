/** Put before every reference. Fixed for good: another text would shuffle who takes part in every rollout. */
const salt = 'orf-rollout-1:';

/**
 * The bucket of a consumer, 0 to 9999, the same for ever: FNV-1a (32 bits) over the UTF-8 bytes of the salt and the
 * reference, then the 32-bit finaliser of MurmurHash3, modulo 10,000.
 */
export function rolloutBucket(consumerRef: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(salt + consumerRef)) {
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return finalised(hash) % 10_000;
}

/** Spreads the last bytes over all bits: references that count up would otherwise land side by side. */
function finalised(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

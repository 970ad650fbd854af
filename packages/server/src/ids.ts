import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';
import type { NewId } from './services.ts';

const BYTES = 16;
/** Random bytes are fetched for 256 ids at once: one call of the generator per id costs more than the rest of it. */
const pool = new Uint8Array(256 * BYTES);
let used = pool.length;
/** The instant of the last id in milliseconds, and its number: ids made in one millisecond keep their order. */
let last = { msecs: 0, seq: 0 };

/** UUIDv7 under a prefix, without dashes: sortable by time, and nobody can guess one. */
export const newId: NewId = (prefix) => {
  const random = randomBytes();
  last = next(last, random);
  return `${prefix}_${v7({ random, ...last }).replaceAll('-', '')}`;
};

function randomBytes(): Uint8Array {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += BYTES;
  return pool.subarray(used - BYTES, used);
}

/** A new millisecond begins its numbers at random in the lower half, so that there is room to count. */
function next({ msecs, seq }: typeof last, random: Uint8Array): typeof last {
  const now = Date.now();
  if (now > msecs)
    return { msecs: now, seq: new DataView(random.buffer, random.byteOffset).getUint32(6) >>> 1 };
  return seq === 0xff_ff_ff_ff ? { msecs: msecs + 1, seq: 0 } : { msecs, seq: seq + 1 };
}

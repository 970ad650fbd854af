import { createCipheriv, createDecipheriv, hash, type KeyObject } from 'node:crypto';
import { InvalidCursor } from '../store-faults.ts';

const BLOCK_BYTES = 16;

/**
 * Cursors are one encrypted block (position, check): positions count the rows of all retailers, which is nobody's
 * business, and a cursor of another list or retailer must not pass. A single block needs no chaining mode.
 */
export class Cursors {
  readonly #key: KeyObject;

  constructor(key: KeyObject) {
    this.#key = key;
  }

  encode(list: string, position: number): string {
    const block = Buffer.alloc(BLOCK_BYTES);
    block.writeBigUInt64BE(BigInt(position));
    check(list).copy(block, 8);
    const cipher = createCipheriv('aes-256-ecb', this.#key, null).setAutoPadding(false);
    return cipher.update(block).toString('base64url');
  }

  /** The position after which to go on; 0 without a cursor. Throws InvalidCursor. */
  decode(list: string, cursor: string | undefined): number {
    if (cursor === undefined) return 0;
    const bytes = Buffer.from(cursor, 'base64url');
    if (bytes.length !== BLOCK_BYTES || bytes.toString('base64url') !== cursor)
      throw new InvalidCursor('malformed');
    const block = createDecipheriv('aes-256-ecb', this.#key, null).setAutoPadding(false).update(bytes);
    if (!block.subarray(8).equals(check(list))) throw new InvalidCursor('not a cursor of this list');
    return Number(block.readBigUInt64BE());
  }
}

function check(list: string): Buffer {
  return hash('sha256', list, 'buffer').subarray(0, 8);
}

/** Splits `limit + 1` rows into a page and whether there is more. */
export function toPage<R extends { position: number }, T>(rows: R[], limit: number, shape: PageShape<R, T>) {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const next_cursor = rows.length > limit && last ? shape.cursor(last.position) : null;
  return { items: shown.map(shape.item), next_cursor };
}

interface PageShape<R, T> {
  item(row: R): T;
  cursor(position: number): string;
}

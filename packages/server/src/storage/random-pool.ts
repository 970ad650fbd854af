import { randomFillSync } from 'node:crypto';

const POOL_BYTES = 16_384;

/** Cryptographic random bytes, fetched in bulk: one call of the generator per key is what costs. */
export class RandomPool {
  readonly #pool = Buffer.alloc(POOL_BYTES);
  #used = POOL_BYTES;

  /** A copy that the pool forgets; `length` <= 1024. */
  take(length: number): Buffer {
    if (length > 1024) throw new RangeError('too many random bytes at once');
    if (this.#used + length > POOL_BYTES) {
      randomFillSync(this.#pool);
      this.#used = 0;
    }
    const bytes = Buffer.from(this.#pool.subarray(this.#used, this.#used + length));
    this.#pool.fill(0, this.#used, this.#used + length);
    this.#used += length;
    return bytes;
  }
}

import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import type { KeyRing, KeySlot } from './engine.ts';

/** Answers that expire in one hour share a secret, which is destroyed after the last of them. */
export const ANSWERS_SHARE_MS = 3_600_000;

/** A key of stored answers, and the slot of the secret that it is made of. */
export interface AnswerKey {
  /** Null: the store's own key alone, under which answers were sealed before there were such secrets. */
  readonly slot: number | null;
  readonly key: KeyObject;
}

/**
 * Keys of stored answers. Each is made of the store's own key and of a secret that is kept apart from the database, so
 * that older copies of it open no answer that has expired.
 */
export class AnswerKeys {
  readonly #ring: KeyRing;
  readonly #own: KeyObject;
  #latest: (AnswerKey & { readonly hour: number }) | undefined;

  constructor(ring: KeyRing, own: KeyObject) {
    this.#ring = ring;
    this.#own = own;
  }

  /** The key of a new answer that expires at a moment, milliseconds. */
  forNew(expiresAt: number): AnswerKey {
    const hour = Math.floor(expiresAt / ANSWERS_SHARE_MS);
    if (this.#latest?.hour !== hour) this.#latest = { hour, ...this.#made(this.#ring.take()) };
    return this.#latest;
  }

  /** The key of a kept answer; undefined once its secret was destroyed. */
  ofKept(slot: number | null): AnswerKey | undefined {
    if (slot === null) return { slot, key: this.#own };
    if (slot === this.#latest?.slot) return this.#latest;
    const secret = this.#ring.secret(slot);
    return secret && this.#made({ id: slot, secret });
  }

  /** Some secrets were doomed: no new answer is to rest on one of them. */
  renew(): void {
    this.#latest = undefined;
  }

  #made({ id, secret }: KeySlot): AnswerKey {
    return { slot: id, key: createSecretKey(createHmac('sha256', this.#own).update(secret).digest()) };
  }
}

import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import type { RandomPool } from './random-pool.ts';

const FORMAT = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + NONCE_BYTES + TAG_BYTES;
export const KEY_BYTES = 32;

/**
 * AES-256-GCM: format byte, nonce, tag, ciphertext. `context` is authenticated, so that sealed bytes cannot be moved to
 * another place. Nonces are random: good for 2^32 messages under one key.
 * Keys are KeyObjects because bytes are three times as slow.
 */
export function seal(key: KeyObject, plain: Buffer | string, { context, random }: SealContext): Buffer {
  const nonce = random.take(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(context));
  const body = typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain);
  cipher.final();
  return Buffer.concat([Buffer.of(FORMAT), nonce, cipher.getAuthTag(), body]);
}

interface SealContext {
  readonly context: string;
  readonly random: RandomPool;
}

/** Opens what `seal` made. Throws if the key or context is another one, or a bit has changed. */
export function unseal(key: KeyObject, sealed: Buffer, context: string): Buffer {
  if (sealed.length < HEADER_BYTES || sealed[0] !== FORMAT) throw new Error('sealed in an unknown format');
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(1 + NONCE_BYTES, HEADER_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(HEADER_BYTES)), decipher.final()]);
}

/** The store's own keys, each derived from the server's master key for one purpose. */
export interface StoreKeys {
  readonly wrapping: KeyObject;
  readonly answers: KeyObject;
  readonly cursors: KeyObject;
}

/** Throws RangeError unless the master key has 32 bytes. */
export function deriveKeys(masterKey: Uint8Array): StoreKeys {
  if (masterKey.length !== KEY_BYTES) throw new RangeError('the master key must have 32 bytes');
  const derive = (purpose: string) =>
    createSecretKey(
      Buffer.from(hkdfSync('sha256', masterKey, '', `open-return-forwarding/${purpose}`, KEY_BYTES)),
    );
  return { wrapping: derive('record-keys'), answers: derive('stored-answers'), cursors: derive('cursors') };
}

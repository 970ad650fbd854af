import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Resource } from '@open-return-forwarding/reference';

/** A resource rendered once, as it goes over the wire. */
export interface Kept {
  readonly type: string;
  readonly lasting: boolean;
  readonly plain: Uint8Array<ArrayBuffer>;
  readonly packed: Uint8Array<ArrayBuffer>;
  /** Weak: the packed form is the same text, not the same bytes. */
  readonly etag: string;
}

/** Packs a resource and tags it by its content. */
export function keep({ type, text, lasting }: Resource): Kept {
  const plain = new TextEncoder().encode(text);
  const digest = createHash('sha256').update(plain).digest('base64url').slice(0, 22);
  return { type, lasting, plain, packed: new Uint8Array(gzipSync(plain)), etag: `W/"${digest}"` };
}

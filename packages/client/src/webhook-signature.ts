const PREFIX = 'whsec_';
const ALGORITHM = { name: 'HMAC', hash: 'SHA-256' };
/** Of one message: during a rotation there are two. More are not looked at, so that nobody buys work with a header. */
const MOST_SIGNATURES = 16;

export interface Signed {
  readonly id: string;
  /** Seconds since 1970, as it came. */
  readonly timestamp: string;
  /** `v1,<base64>`, with spaces between several. */
  readonly signatures: string;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** The keys of secrets as Standard Webhooks writes them. Throws TypeError without one, or for one that is none. */
export function keysOf(secrets: readonly string[]): Promise<CryptoKey[]> {
  if (secrets.length === 0) throw new TypeError('a secret is needed to verify webhooks');
  return Promise.all(secrets.map(keyOf));
}

function keyOf(secret: string): Promise<CryptoKey> {
  const bytes = secret.startsWith(PREFIX) ? fromBase64(secret.slice(PREFIX.length)) : undefined;
  if (bytes === undefined || bytes.length === 0) throw new TypeError('a secret is whsec_ and base64');
  return crypto.subtle.importKey('raw', bytes, ALGORITHM, false, ['verify']);
}

/** Whether any of the signatures is one of `id.timestamp.body` with any of the keys. Compares in constant time. */
export async function hasValidSignature(message: Signed, keys: readonly CryptoKey[]): Promise<boolean> {
  const signed = signedBytes(message);
  const signatures = message.signatures.split(' ').flatMap(signatureOf).slice(0, MOST_SIGNATURES);
  for (const key of keys) {
    for (const signature of signatures) {
      if (await crypto.subtle.verify(ALGORITHM.name, key, signature, signed)) return true;
    }
  }
  return false;
}

function signedBytes({ id, timestamp, body }: Signed): Uint8Array<ArrayBuffer> {
  const head = new TextEncoder().encode(`${id}.${timestamp}.`);
  const bytes = new Uint8Array(head.length + body.length);
  bytes.set(head);
  bytes.set(body, head.length);
  return bytes;
}

/** The bytes of one `v1` signature; none for another version, which a later server may send beside it. */
function signatureOf(text: string): Uint8Array<ArrayBuffer>[] {
  const bytes = text.startsWith('v1,') ? fromBase64(text.slice(3)) : undefined;
  return bytes === undefined ? [] : [bytes];
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text) || text.length % 4 === 1) return undefined;
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

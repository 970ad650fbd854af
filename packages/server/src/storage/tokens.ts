import { hash } from 'node:crypto';

/** Tokens carry 256 random bits: a plain SHA-256 cannot be searched, and a slow hash would only slow us down. */
export function tokenHash(token: string): string {
  return hash('sha256', token, 'hex');
}

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { ApiDocument } from './document.ts';

const require = createRequire(import.meta.url);

/** The contract as it is served, byte for byte. */
export function contractText(): string {
  return readFileSync(require.resolve('@open-return-forwarding/protocol/openapi.json'), 'utf8');
}

/** The second document: the controls of a sandbox. */
export function testControlText(): string {
  return readFileSync(require.resolve('@open-return-forwarding/protocol/test-control/openapi.json'), 'utf8');
}

/** Both documents of the contract. They were checked when they were bundled. */
export function readDocuments(): { api: ApiDocument; testControl: ApiDocument } {
  return {
    api: JSON.parse(contractText()) as ApiDocument,
    testControl: JSON.parse(testControlText()) as ApiDocument,
  };
}

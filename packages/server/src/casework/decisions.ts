import { createHash, randomBytes } from 'node:crypto';
import type { DecisionDraft } from '@open-return-forwarding/core';
import type { Case } from './case.ts';

/** Keeps a decision with a digest over it. The nonce in the digest lies in the vault, and is erased with the person. */
export async function sealDecision({ unit }: Case, draft: DecisionDraft): Promise<void> {
  const nonce = randomBytes(16).toString('hex');
  const digest = createHash('sha256')
    .update(`${nonce}\n${canonicalJson(draft)}`)
    .digest('hex');
  await unit.vault.put(draft.id, { nonce });
  await unit.decisions.insert({
    doc: { ...draft, digest },
    subject: draft.inputs.order_id ?? draft.inputs.listing_id ?? draft.id,
  });
}

/** JSON with members in code-unit order and without white space. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(',')}}`;
}

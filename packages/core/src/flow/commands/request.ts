import type { Price } from '@open-return-forwarding/protocol';
import { Refusal } from '../../refusal.ts';

/** Refused: `invalid_body` for a price with more tax in it than it amounts to. */
export function requireTaxWithin({ amount, tax_amount = 0 }: Price, pointer: string): void {
  if (tax_amount <= amount) return;
  const fault = { pointer: `${pointer}/tax_amount`, code: 'too_large' } as const;
  throw new Refusal('invalid_body', 'the tax is more than the price that it is in', fault);
}

/** What a caller says under names of its own, `x_…`, is between it and its server, and stands in no record. */
export function withoutOwnMembers<T extends object>(said: T): T {
  return Object.fromEntries(Object.entries(said).filter(([name]) => !name.startsWith('x_'))) as T;
}

import {
  type CreateOrder,
  type CreateReturn,
  defaultPolicySettings,
  type PolicySettings,
} from '@open-return-forwarding/protocol';
import { merged } from '../assessment/vectors.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });

/** A dress of 79.99 from Amsterdam that the default policy forwards. */
export function aReturn(changes: Partial<CreateReturn> = {}): CreateReturn {
  const plain: CreateReturn = {
    external_id: 'RMA-1',
    order_line: {
      order_ref: 'SO-1',
      line_ref: '1',
      unit_price: eur(7999),
      purchased_at: '2027-02-20T10:00:00Z',
    },
    product: { sku: 'DRESS', category: 'dresses', fit: 'high' },
    reason: { code: 'size_too_small' },
    condition: {
      grade: 'like_new',
      checklist: { unworn: true, complete: true, clean: true, undamaged: true },
    },
    consumer: { ref: 'sender-1' },
    ship_from: { name: 'A', street: 'B 1', postal_code: '1015 DV', city: 'Amsterdam', country: 'NL' },
    withdrawal: { notified_at: '2027-03-01T08:00:00Z', basis: 'voluntary' },
  };
  return merged(plain, changes) as CreateReturn;
}

/** An order from The Hague for a dress in any condition, at 5 % less. */
export function anOrder(id: string, changes: Partial<CreateOrder> = {}): CreateOrder {
  const plain: CreateOrder = {
    external_id: id,
    sku: 'DRESS',
    category: 'dresses',
    buyer_ref: `buyer of ${id}`,
    accepts: ['like_new', 'open_box'],
    full_price: eur(7999),
    offered_price: eur(7599),
    ship_to: { name: 'C', street: 'D 2', postal_code: '2511 EC', city: 'Den Haag', country: 'NL' },
  };
  return merged(plain, changes) as CreateOrder;
}

/** The default policy as a JSON Merge Patch changes it. */
export function policyWith(patch: object = {}): PolicySettings {
  return merged(defaultPolicySettings, patch) as PolicySettings;
}

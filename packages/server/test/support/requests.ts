import type {
  Address,
  CreateOrder,
  CreateReturn,
  Listing,
  PolicySettings,
} from '@open-return-forwarding/protocol';
import { defaultPolicySettings } from '@open-return-forwarding/protocol';

let made = 0;

/** Something that no other record of this process has. */
export function mark(): string {
  made += 1;
  return String(made);
}

export const amsterdam: Address = {
  name: 'A. Jansen',
  street: 'Prinsengracht 12',
  postal_code: '1015 DV',
  city: 'Amsterdam',
  country: 'NL',
};
export const denHaag: Address = {
  name: 'B. de Vries',
  street: 'Korte Poten 3',
  postal_code: '2511 EC',
  city: 'Den Haag',
  country: 'NL',
};

/** A dress of 79.99 that is eligible by the default policy, of an article of its own. */
export function aReturn(changes: Partial<CreateReturn> = {}): CreateReturn {
  const own = mark();
  return {
    external_id: `return-${own}`,
    order_line: {
      order_ref: `sold-${own}`,
      line_ref: '1',
      unit_price: { amount: 7_999, currency: 'EUR' },
      purchased_at: '2027-02-20T10:00:00Z',
    },
    product: { sku: `DRESS-${own}`, category: 'dresses', fit: 'high', weight_grams: 480 },
    reason: { code: 'size_too_small' },
    condition: {
      grade: 'like_new',
      checklist: { unworn: true, complete: true, clean: true, undamaged: true },
    },
    consumer: { ref: `sender-${own}` },
    ship_from: amsterdam,
    withdrawal: { notified_at: '2027-03-01T08:00:00Z', basis: 'voluntary' },
    ...changes,
  };
}

/** An order that names a listing at the price that it shows. */
export function orderNaming(listing: Listing, changes: Partial<CreateOrder> = {}): CreateOrder {
  const own = mark();
  return {
    external_id: `order-${own}`,
    sku: listing.sku,
    category: listing.category,
    buyer_ref: `buyer-${own}`,
    accepts: [listing.grade],
    listing_id: listing.id,
    full_price: { amount: 7_999, currency: 'EUR' },
    offered_price: listing.price,
    ship_to: denHaag,
    ...changes,
  };
}

/** An order that accepts any grade of an article. */
export function orderFor(sku: string, changes: Partial<CreateOrder> = {}): CreateOrder {
  const own = mark();
  return {
    external_id: `order-${own}`,
    sku,
    category: 'dresses',
    buyer_ref: `buyer-${own}`,
    accepts: ['like_new', 'open_box'],
    full_price: { amount: 7_999, currency: 'EUR' },
    offered_price: { amount: 7_599, currency: 'EUR' },
    ship_to: denHaag,
    ...changes,
  };
}

/** The default policy with some members of its parts changed. */
export function policyWith(
  changes: {
    readonly [K in keyof PolicySettings]?: Partial<PolicySettings[K]>;
  },
): PolicySettings {
  const parts = Object.entries(changes).map(([name, part]) => {
    const before: unknown = defaultPolicySettings[name as keyof PolicySettings];
    const merges = typeof before === 'object' && before !== null && !Array.isArray(before);
    return [name, merges ? { ...before, ...(part as object) } : part];
  });
  return { ...defaultPolicySettings, ...Object.fromEntries(parts) };
}

import { type ForwardableUnit, valuesTowards } from '@open-return-forwarding/core';
import type { CountryCode } from '@open-return-forwarding/protocol';
import type { View } from '../ports.ts';
import type { ListingRecord } from '../stored.ts';
import { found } from './load.ts';

const noRatings = { acceptable: 0, unacceptable: 0 };

/** Whether a listing may be sent to a country, and would be worth it for an order that names it. */
export async function isWorthShowing(
  view: View,
  { doc }: ListingRecord,
  country: CountryCode,
): Promise<boolean> {
  const policy = found(await view.policies.get(doc.policy_version), 'policy');
  const { zone } = found(await view.returns.get(doc.return_id), 'return');
  const unit: ForwardableUnit = {
    sku: doc.sku,
    category: doc.category,
    reference_price: { amount: doc.reference_price.amount, currency: doc.reference_price.currency },
    price: doc.price,
    zone,
    ratings: { sender: noRatings, category: noRatings },
  };
  return valuesTowards(policy, unit, [country]).some((value) => value > 0);
}

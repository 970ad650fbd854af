/** Figures as they are written for a British reader. */
const wholes = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });

/** Without decimals. */
export function whole(value: number): string {
  return wholes.format(value);
}

/** With one decimal at most. */
export function tenth(value: number): string {
  return tenths.format(value);
}

/** Of a share from 0 to 1. */
export function percent(share: number): string {
  return `${tenths.format(100 * share)}\u00A0%`;
}

/** Of minor units; from 10,000 of the currency on without them. */
export function money(minorUnits: number, currency: string): string {
  const format = new Intl.NumberFormat('en-GB', { style: 'currency', currency });
  const { maximumFractionDigits: digits = 2 } = format.resolvedOptions();
  const amount = minorUnits / 10 ** digits;
  if (Math.abs(amount) < 10_000) return format.format(amount + 0);
  return new Intl.NumberFormat('en-GB', { style: 'currency', currency, maximumFractionDigits: 0 }).format(
    amount,
  );
}

/** Of days; hours below two days. */
export function days(value: number | undefined): string {
  if (value === undefined) return 'never';
  if (value < 2) return `${whole(value * 24)} hours`;
  return `${tenths.format(value)} days`;
}

/** Why a return is not eligible, for somebody who does not know the codes. */
const refusals: Readonly<Record<string, string>> = {
  sku_excluded: 'the policy leaves the article out',
  category_excluded: 'the policy leaves the category out',
  attribute_excluded: 'a property of the article, such as fragile',
  fit_too_low: 'the category is not suited to forwarding',
  grade_too_low: 'the condition is not good enough',
  grade_unknown: 'the condition is in words that nobody knows',
  check_not_confirmed: 'the sender did not confirm the condition',
  reason_not_allowed: 'the policy does not take this reason',
  reason_never_forwardable: 'something was wrong with the item, or the reason is unknown',
  demand_too_low: 'too few buyers for the article are to be expected',
  regulated_product: 'regulated goods',
  hygiene_seal: 'hygiene goods',
  perishable_product: 'perishable goods',
  flag_refused: 'a flag on the consumer',
  discount_excluded: 'no discount is given on the article',
  no_discount_bracket: 'no discount fits the price',
  season_ending: 'its season is nearly over',
  value_below_warehouse: 'a forward would save nothing',
  rollout_share: 'not in the share of consumers that take part',
  rollout_category: 'a category that does not take part yet',
  rollout_reason: 'a reason that does not take part yet',
  rollout_segment: 'a consumer segment that does not take part, or is not in the file',
  evidence_missing: 'required evidence is missing',
  country_not_served: 'a country that the policy does not serve',
  currency_not_served: 'another currency',
  window_too_short: 'too little time before the refund is due by law',
};

export function refusalText(code: string): string {
  return refusals[code] ?? code;
}

/** Parts of the saving per forward. */
export const partTexts = {
  return_leg: 'parcel to the warehouse, not sent',
  handling: 'handling at the warehouse, not done',
  outbound: 'parcel of a new unit to the buyer, not sent',
  unit_loss: 'value that the item does not lose',
  forward_leg: 'parcel from sender to buyer',
  incentive: 'incentive to the sender',
  fee: 'fee of the service',
  discount: 'discount to the buyer',
  bad_ratings: 'bad ratings, spread over all forwards',
  missed_hand_ins: 'matches never handed in, spread over all forwards',
} as const;

/** The figure of an assumption, not to be broken between lines. */
export function assumedText({ value, unit }: { readonly value: number; readonly unit: string }): string {
  if (unit === 'share') return percent(value);
  const figure = unit === 'per point' ? percent(value) : String(value);
  return `${figure} ${unit}`.replaceAll(' ', '\u00A0');
}

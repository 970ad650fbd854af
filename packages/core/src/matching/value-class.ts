import type { ConditionGrade, CountryCode, Price, Zone } from '@open-return-forwarding/protocol';
import type { ForwardTerms, ListingFacts, RatingCounts } from './facts.ts';
import { countryOf } from './zone.ts';

/** A price and how many milliseconds before the listing closes it is first shown. */
export interface ClassStep {
  readonly before_close: number;
  readonly amount: number;
}

/** Everything about a listing that its value and its bar depend on, beside its article and when it closes. */
export interface ValueClass {
  readonly grade: ConditionGrade;
  readonly category: string;
  readonly reference_price: Price;
  /** The price, or the first of several. */
  readonly price: Price;
  /** Prices of a listing that shows several, by how long before it closes each begins, the earliest first. */
  readonly steps?: readonly ClassStep[] | undefined;
  readonly zone: Zone;
  readonly sender: RatingCounts;
  readonly terms?: ForwardTerms | undefined;
}

/**
 * The class of a listing as one line of text: listings of an article with the same text differ in nothing that counts but
 * when they close and who may have them. It changes only when the sender's ratings do.
 */
export function valueClass(listing: ListingFacts): string {
  const { grade, category, ratings, terms, price_steps } = listing;
  const closes = Date.parse(listing.closes_at);
  const { sender } = ratings;
  const line = [
    grade,
    ...priceLine(listing.reference_price),
    ...priceLine(price_steps?.[0]?.price ?? listing.price),
    price_steps?.map(({ from, price }) => [closes - Date.parse(from), price.amount]) ?? null,
    sender.acceptable,
    sender.unacceptable,
    ...(terms === undefined ? [null, null, null] : [terms.ship_by_days, terms.incentive, terms.fee]),
    category,
    countryOf(listing.zone),
    listing.zone,
  ];
  return JSON.stringify(line);
}

type PriceLine = [amount: number, currency: string, tax: number | null, country: CountryCode | null];
type Line = [
  ConditionGrade,
  ...PriceLine,
  ...PriceLine,
  steps: [before_close: number, amount: number][] | null,
  acceptable: number,
  unacceptable: number,
  ship_by_days: number | null,
  incentive: number | null,
  fee: number | null,
  category: string,
  country: CountryCode,
  Zone,
];

/** Reads a class back. Throws SyntaxError on text that `valueClass` did not write. */
export function parseValueClass(text: string): ValueClass {
  const line: unknown = JSON.parse(text);
  if (!Array.isArray(line) || line.length !== 18) throw new SyntaxError(`no value class: ${text}`);
  const [
    grade,
    a,
    b,
    c,
    d,
    e,
    f,
    g,
    h,
    steps,
    acceptable,
    unacceptable,
    days,
    incentive,
    fee,
    category,
    ,
    zone,
  ] = line as Line;
  return {
    grade,
    category,
    reference_price: priceFrom([a, b, c, d]),
    price: priceFrom([e, f, g, h]),
    ...(steps === null ? {} : { steps: steps.map(([before_close, amount]) => ({ before_close, amount })) }),
    zone,
    sender: { acceptable, unacceptable },
    ...(days === null || incentive === null || fee === null
      ? {}
      : { terms: { ship_by_days: days, incentive, fee } }),
  };
}

/** What a listing of a class shows with so many milliseconds to go. */
export function shownPrice({ price, steps }: Pick<ValueClass, 'price' | 'steps'>, left: number): Price {
  const step = steps?.findLast(({ before_close }) => before_close >= left) ?? steps?.[0];
  return step === undefined ? price : { ...price, amount: step.amount };
}

/** The class without its postal area: what the value and the bar depend on once the distance is known. */
export function withoutArea(text: string): string {
  return text.slice(0, text.lastIndexOf(','));
}

function priceLine({ amount, currency, tax_amount, tax_country }: Price): PriceLine {
  return [amount, currency, tax_amount ?? null, tax_country ?? null];
}

function priceFrom([amount, currency, tax, country]: PriceLine): Price {
  return {
    amount,
    currency,
    ...(tax === null ? {} : { tax_amount: tax }),
    ...(country === null ? {} : { tax_country: country }),
  };
}

import type { Mutant } from '../../mutant.ts';
import { isMembers, type Members, onBody, onSentBody, refusedAs } from '../edge.ts';
import { valueAt, withValue } from '../json.ts';

const OFFERED = ['createReturn', 'getReturn'];

/** Another discount in what a preview offers. */
function previewed(discount: (amount: number, reference: number) => number) {
  return onBody('checkEligibility', (body) => {
    const given = valueAt(body, '/offer/discount/amount');
    const price = valueAt(body, '/offer/listing_price/amount');
    if (typeof given !== 'number' || typeof price !== 'number') return body;
    const amount = discount(given, given + price);
    const share = given + price === 0 ? 0 : Math.floor((amount * 10_000) / (given + price));
    const shown = withValue(body, '/offer/discount', { amount, share_bp: share });
    return withValue(shown, '/offer/listing_price/amount', given + price - amount);
  });
}

/** A listing that shows another price once nobody can have it any more. */
function lowerOnceClosed() {
  return onBody('getListing', (body) => {
    const isOpen = body.status === 'active' || body.status === 'reserved';
    return isOpen ? body : withValue(body, '/price/amount', Number(valueAt(body, '/price/amount')) - 1);
  });
}

/** Holds a price so many minutes where the policy that a sandbox starts with lets prices fall. */
function holding(minutes: number) {
  return onSentBody('resetSandbox', (body) =>
    valueAt(body, '/policy/discount/strategy') === 'window'
      ? withValue(body, '/policy/matching/price_hold_minutes', minutes)
      : body,
  );
}

/** A message whose price loses a tax member where it does not suit. */
function withoutTax(body: Members, isDropped: (price: Members) => string | undefined): Members {
  const prices = ['full_price', 'offered_price'].flatMap((name) => {
    const price = body[name];
    if (!isMembers(price)) return [];
    const dropped = isDropped(price);
    return [[name, dropped === undefined ? price : withValue(price, `/${dropped}`, undefined)] as const];
  });
  return { ...body, ...Object.fromEntries(prices) };
}

export const mutants: readonly Mutant[] = [
  {
    id: 'prices.minimum-rounded-down',
    breaks: ['ORF-PRI-001'],
    around: previewed((amount, reference) => (reference % 20 === 0 ? amount : Math.max(0, amount - 1))),
  },
  {
    id: 'prices.share-rounded-up',
    breaks: ['ORF-PRI-001'],
    around: onBody('checkEligibility', (body) => {
      const share = valueAt(body, '/offer/discount/share_bp');
      return share === 333 || share === 285 ? withValue(body, '/offer/discount/share_bp', share + 1) : body;
    }),
  },
  {
    id: 'prices.maximum-forgotten',
    breaks: ['ORF-PRI-001', 'ORF-PRI-002'],
    around: previewed((amount, reference) => (amount === 1500 ? Math.ceil(reference / 20) : amount)),
  },
  {
    id: 'prices.not-as-offered',
    breaks: ['ORF-PRI-003'],
    around: onBody(OFFERED, (body) => {
      const price = valueAt(body, '/offer/listing_price/amount');
      const isOdd = Number(valueAt(body, '/order_line/unit_price/amount')) % 100 === 99;
      return typeof price === 'number' && isOdd
        ? withValue(body, '/offer/listing_price/amount', price + 1)
        : body;
    }),
  },
  { id: 'prices.lower-once-closed', breaks: ['ORF-PRI-004'], around: lowerOnceClosed() },
  {
    id: 'prices.tax-country-overlooked',
    breaks: ['ORF-PRI-005'],
    around: onSentBody('createOrder', (body) =>
      withoutTax(body, ({ tax_country }) =>
        ['US', 'FR'].includes(String(tax_country)) ? 'tax_country' : undefined,
      ),
    ),
  },
  {
    id: 'prices.own-tax-overlooked',
    breaks: ['ORF-PRI-005'],
    around: onSentBody('createOrder', (body) =>
      withoutTax(body, ({ tax_amount }) => (tax_amount === 0 ? 'tax_amount' : undefined)),
    ),
  },
  {
    id: 'prices.not-held-long-enough',
    breaks: ['ORF-PRI-006'],
    around: holding(59),
  },
  {
    id: 'prices.held-too-long',
    breaks: ['ORF-PRI-006'],
    around: holding(61),
  },
  {
    id: 'prices.not-shown-under-another-code',
    breaks: ['ORF-PRI-006'],
    around: refusedAs('price_not_shown', 'currency_not_configured', 'createOrder'),
  },
];

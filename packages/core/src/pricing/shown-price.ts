import type { Discount, Instant, Listing, Money, PriceStep } from '@open-return-forwarding/protocol';
import { addMinutes, earliest, hasPassed } from '../time.ts';

/** What a listing's prices depend on. `price` is the one that it opened with. */
export type ShownListing = Pick<
  Listing,
  'price' | 'price_schedule' | 'reference_price' | 'opens_at' | 'closes_at' | 'closed_at'
>;

/** The price that a listing shows at an instant; before it opens the first one, once it is closed the last one shown. */
export function priceAt(listing: ShownListing, instant: Instant): Money {
  return stepAt(stepsOf(listing), earliest(instant, endOf(listing)))?.price ?? listing.price;
}

/** A stored listing as it shows itself at an instant: with the price and the discount of that moment. */
export function listingAt<L extends ShownListing & Pick<Listing, 'discount'>>(
  listing: L,
  instant: Instant,
): L {
  if (listing.price_schedule === undefined) return listing;
  const price = priceAt(listing, instant);
  return { ...listing, price, discount: discountBetween(listing.reference_price.amount, price.amount) };
}

/** How many prices a listing showed before the one that it shows at an instant. */
export function priceStepAt(listing: ShownListing, instant: Instant): number {
  const at = earliest(instant, endOf(listing));
  return Math.max(
    0,
    stepsOf(listing).findLastIndex(({ from }) => hasPassed(from, at)),
  );
}

/**
 * Whether an order may name a price at `now`: the listing shows it, or ceased to less than `holdMinutes` ago. A price that
 * is still to come does not count.
 */
export function isPriceHeld(
  listing: ShownListing,
  price: Money,
  { now, holdMinutes }: { readonly now: Instant; readonly holdMinutes: number },
): boolean {
  const end = endOf(listing);
  const steps = stepsOf(listing);
  return steps.some((step, index) => {
    const isSame = step.price.amount === price.amount && step.price.currency === price.currency;
    const wasShown = index === 0 || hasPassed(step.from, earliest(now, end));
    const shownUntil = earliest(steps[index + 1]?.from ?? end, end);
    return isSame && wasShown && !hasPassed(addMinutes(shownUntil, holdMinutes), now);
  });
}

/** What is left of a schedule from an instant on, for the same item listed once more. */
export function scheduleFrom(
  listing: ShownListing,
  instant: Instant,
): readonly [PriceStep, ...PriceStep[]] | undefined {
  const { price_schedule } = listing;
  if (price_schedule === undefined) return undefined;
  const price = stepAt(price_schedule, instant)?.price ?? listing.price;
  return [{ from: instant, price }, ...price_schedule.filter(({ from }) => !hasPassed(from, instant))];
}

/** The discount of a price against the reference price (minor units); its share is rounded down. */
export function discountBetween(reference: number, price: number): Discount {
  const amount = reference - price;
  const share = reference === 0 ? 0 : Number((BigInt(amount) * 10_000n) / BigInt(reference));
  return { amount, share_bp: share };
}

function stepsOf({ price, price_schedule, opens_at }: ShownListing): readonly PriceStep[] {
  return price_schedule ?? [{ from: opens_at, price }];
}

function stepAt(steps: readonly PriceStep[], instant: Instant): PriceStep | undefined {
  return steps.findLast(({ from }) => hasPassed(from, instant)) ?? steps[0];
}

/** From this moment on the listing shows nothing. */
function endOf({ closed_at, closes_at }: ShownListing): Instant {
  return closed_at ?? closes_at;
}

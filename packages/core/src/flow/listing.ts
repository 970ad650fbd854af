import type { Instant, Listing, Return } from '@open-return-forwarding/protocol';
import { labelTexts } from '../explanation/label-text.ts';
import type { ForwardableUnit } from '../matching/facts.ts';
import { waitingProblem } from '../matching/figures.ts';
import { countryOf } from '../matching/zone.ts';
import { priceListing } from '../pricing/listing-price.ts';
import { priceSchedule } from '../pricing/price-schedule.ts';
import { discountBetween, scheduleFrom } from '../pricing/shown-price.ts';
import { taxOf } from '../pricing/tax.ts';
import { hasPassed } from '../time.ts';
import { begin } from './deadlines.ts';
import { notWorthWaiting, weighListing } from './weigh.ts';
import { announce, create, edit, policyFor, see, type Work, zoneOf } from './work.ts';

const noRatings = { acceptable: 0, unacceptable: 0 };

/** How long an item is offered, and the earlier listing whose window and prices it goes on with. */
interface Stay {
  readonly closesAt: Instant;
  readonly before?: Listing;
}

/**
 * Lists the item of a return, weighs the pending orders, and closes at once where waiting can bring nothing. Listed once
 * more, an item goes on with the prices that it had.
 */
export function openListing(work: Work, returnId: string, stay: Stay): void {
  const source = edit(work, 'return', returnId);
  const listing = listingOf(work, source, stay);
  create(work, 'listing', listing);
  source.listing_id = listing.id;
  announce(work, 'listing.opened', { kind: 'listing', id: listing.id });
  begin(work, 'listing', listing.id);
  const { chosen } = weighListing(work, listing, 'listing_opened');
  if (chosen !== undefined || !notWorthWaiting(work, listing)) return;
  work.fire('listing', listing.id, 'not_worth_waiting');
  work.fire('return', returnId, 'not_worth_waiting');
}

function listingOf(work: Work, source: Return, stay: Stay): Listing {
  const policy = policyFor(work, source);
  const { product, condition } = source;
  const reference = referencePriceOf(source);
  const labels = labelTexts(policy.wording, condition.grade);
  return {
    id: work.context.newId('lst'),
    return_id: source.id,
    sku: product.sku,
    category: product.category,
    ...(product.title === undefined ? {} : { title: product.title }),
    grade: condition.grade,
    label_text: labels.en,
    label_texts: labels,
    reference_price: reference,
    ...pricesOf(work, source, stay),
    ship_from_country: source.ship_from_region.country,
    status: 'active',
    opens_at: work.context.effective_at,
    closes_at: stay.closesAt,
    generation: source.generation,
    ...(product.safety === undefined ? {} : { safety: product.safety }),
    policy_version: source.policy_version,
  };
}

/** The price that a listing opens with and, where it will change, all that it will show. */
function pricesOf(
  work: Work,
  source: Return,
  stay: Stay,
): Pick<Listing, 'price' | 'discount' | 'price_schedule'> {
  const { price, discount } = openingPrice(work, source);
  const schedule =
    stay.before === undefined
      ? newSchedule(work, source, stay.closesAt)
      : scheduleFrom(stay.before, work.context.effective_at);
  if (schedule === undefined) return { price, discount };
  const [first] = schedule;
  const { amount } = referencePriceOf(source);
  return {
    price: first.price,
    discount: discountBetween(amount, first.price.amount),
    price_schedule: [...schedule],
  };
}

function openingPrice(work: Work, source: Return) {
  const pricing = priceListing(policyFor(work, source).discount, referencePriceOf(source), source.product);
  if (!pricing.priced) throw new Error(`return ${source.id} was offered without a price: ${pricing.code}`);
  return pricing;
}

/** By the policy alone: what was learned since, of demand or of a sender, is not told by a price. */
function newSchedule(work: Work, source: Return, closesAt: Instant) {
  const policy = policyFor(work, source);
  const zone = zoneOf(work, source.id);
  const { amount, currency } = referencePriceOf(source);
  const reference = { amount, currency };
  const unit: ForwardableUnit = {
    sku: source.product.sku,
    category: source.product.category,
    reference_price: reference,
    price: reference,
    zone,
    ratings: { sender: noRatings, category: noRatings },
  };
  return priceSchedule({
    discount: policy.discount,
    reference,
    opens_at: work.context.effective_at,
    closes_at: closesAt,
    demand: waitingProblem(policy, unit),
    net: (gross) => taxOf({ amount: gross, currency }, policy.tax, countryOf(zone)).net,
  });
}

/** What the discount of a return's item is measured against: the price the caller named, else the price paid. */
export function referencePriceOf(source: Pick<Return, 'product' | 'order_line'>): Listing['reference_price'] {
  const { amount, currency } = source.order_line.unit_price;
  return source.product.reference_price ?? { amount, currency, basis: 'price_paid' };
}

/**
 * Ends a reservation: anybody can have the listing again, and pending orders are weighed as when it opened. One whose
 * window is over at that very moment is left to the end of its window, which comes right after.
 */
export function freeListing(work: Work, listingId: string, trigger: 'release' | 'reservation'): void {
  work.fire('listing', listingId, trigger);
  const listing = see(work, 'listing', listingId);
  if (!hasPassed(listing.closes_at, work.context.effective_at)) weighListing(work, listing, 'listing_opened');
}

/** Ends the window of a listing: a pending order may still have it, else the return goes to the warehouse. */
export function closeWindow(work: Work, listingId: string): void {
  const listing = see(work, 'listing', listingId);
  if (weighListing(work, listing, 'window_closing').chosen !== undefined) return;
  work.fire('listing', listingId, 'window');
  work.fire('return', listing.return_id, 'window');
}

import type {
  DiscountPolicy,
  DiscountWindow,
  Instant,
  Money,
  PriceStep,
} from '@open-return-forwarding/protocol';
import type { OrderStream, WaitingProblem } from '../matching/waiting.ts';
import { addSeconds } from '../time.ts';
import { bracketFor, discountRange } from './bracket.ts';
import { deepen, type PricedDemand, type PriceLevel } from './deepen.ts';
import { roundHalfEven } from './rounding.ts';

/** Prices are chosen among the tenths of the bracket. */
const LEVELS = 10;
const HOUR = 3_600_000;
const MILLION = 1_000_000;

/** What a price schedule is made from. */
export interface ScheduleQuestion {
  readonly discount: DiscountPolicy;
  /** Gross, in the policy's currency. */
  readonly reference: Money;
  readonly opens_at: Instant;
  readonly closes_at: Instant;
  /** What the unit would wait for at its reference price: every outcome is `X` with `D = 0`. `W` does not count. */
  readonly demand: Pick<WaitingProblem, 'general' | 'naming' | 'waiting_cost_per_day'>;
  /** A gross amount net of the tax of the sender's country, minor units. */
  readonly net: (amount: number) => number;
}

/**
 * The prices of a listing over its window, by the strategy `window`: from the lower end of the bracket on, each lower than
 * the one before, chosen for the highest expected value. Undefined where the price stays as it is by strategy, or where no
 * bracket has the price.
 */
export function priceSchedule(question: ScheduleQuestion): [PriceStep, ...PriceStep[]] | undefined {
  const { discount, reference, opens_at } = question;
  const bracket = bracketFor(discount.brackets, reference.amount);
  if (discount.strategy !== 'window' || discount.window === undefined || bracket === undefined)
    return undefined;
  const length = Math.max(0, Date.parse(question.closes_at) - Date.parse(opens_at));
  const steps = Math.max(1, Math.min(discount.window.steps, Math.floor(length / HOUR)));
  const levels = levelsOf(question, discount.window, discountRange(bracket, reference.amount));
  const slots = Math.max(1, Math.ceil(length / (steps * HOUR)));
  const chosen = deepen({ length, steps, slots, levels, costPerDay: question.demand.waiting_cost_per_day });
  const prices = chosen.map(({ discount: amount }, index) => ({
    from: addSeconds(opens_at, Math.floor((length * index) / (steps * 1000))),
    price: { amount: reference.amount - amount, currency: reference.currency },
  }));
  const [first = { from: opens_at, price: reference }, ...later] = prices;
  return [
    first,
    ...later.filter(({ price }, index) => price.amount !== (prices[index] ?? first).price.amount),
  ];
}

/** The discounts to choose among, rising, and what orders bring at each. */
function levelsOf(
  { reference, demand, net }: ScheduleQuestion,
  { response }: DiscountWindow,
  { lowest, highest }: { readonly lowest: number; readonly highest: number },
): PriceLevel[] {
  const givenAt = (amount: number) => Math.max(0, net(reference.amount) - net(reference.amount - amount));
  const least = givenAt(lowest);
  const amounts = Array.from(
    { length: LEVELS + 1 },
    (_, k) => lowest + Math.floor(((highest - lowest) * k) / LEVELS),
  );
  return [...new Set(amounts)].map((discount) => {
    const deeper = reference.amount === 0 ? 0 : wholeShare(discount - lowest, reference.amount);
    return {
      discount,
      general: priced(demand.general, {
        response: response.general_bp_per_point,
        deeper,
        given: givenAt(discount),
      }),
      naming: priced(demand.naming, {
        response: response.naming_bp_per_point,
        deeper,
        given: givenAt(discount) - least,
      }),
    };
  });
}

interface Depth {
  /** Basis points of the rate per percentage point of the price. */
  readonly response: number;
  /** Basis points of the price beyond the lower end. */
  readonly deeper: number;
  /** What each match costs beyond its `X`, minor units net of tax. */
  readonly given: number;
}

/** A stream of orders in whole numbers, at one depth of the discount. Values of 0 or less are never forwarded. */
function priced({ per_day, outcomes }: OrderStream, { response, deeper, given }: Depth): PricedDemand {
  const rate = BigInt(roundHalfEven(per_day * MILLION));
  return {
    perDay: (rate * (1_000_000n + BigInt(response) * BigInt(deeper))) / 1_000_000n,
    outcomes: outcomes
      .filter(({ value }) => value > 0)
      .map(({ value, share }) => ({
        share: BigInt(roundHalfEven(share * 10_000)),
        earns: BigInt(value - given) * 1_000_000n,
      })),
  };
}

function wholeShare(amount: number, whole: number): number {
  return Number((BigInt(amount) * 10_000n) / BigInt(whole));
}

import type { Price } from '@open-return-forwarding/protocol';
import { economicsFor } from './economics.ts';
import { type ForwardableUnit, type MatchPolicy, termsOf } from './facts.ts';
import { type Bar, barOf } from './pooled.ts';
import { acceptableBp, handInBpOf } from './probability.ts';
import { type Prospects, prospectsOf, streamsOf } from './prospects.ts';
import { type ExpectedTerms, expectedTerms, expectedValue, type Trip } from './value.ts';
import { countryOf } from './zone.ts';

/** What is computed once for all listings of an article that are alike, and then looked up. */
export interface UnitFigures {
  /** `X` of a trip, minor units. */
  value(trip: Trip): number;
  /** What it waits for. Whoever shows it puts the estimates of demand in afresh: the same rate may come from other sightings. */
  readonly prospects: Prospects;
  /** The bar at the rates of orders, with the values of pending orders that outlast the window, falling. */
  bar(rates: Rates, pendingValues: readonly number[]): Bar;
}

/** How many general and naming orders of the article are expected. */
export type Rates = Pick<Prospects, 'general' | 'naming'>;

/** The figures under one policy: of units that were asked for before, and of all that are like one. */
interface KnownFigures {
  readonly byUnit: WeakMap<ForwardableUnit, UnitFigures>;
  readonly byKey: Map<string, UnitFigures>;
}

const byPolicy = new WeakMap<MatchPolicy, KnownFigures>();
const MOST_UNITS = 5_000;

/** The figures of a unit under a policy. Both are taken to be immutable, as versions of policies are. */
export function figuresFor(policy: MatchPolicy, unit: ForwardableUnit): UnitFigures {
  const known = byPolicy.get(policy) ?? { byUnit: new WeakMap(), byKey: new Map() };
  byPolicy.set(policy, known);
  const before = known.byUnit.get(unit);
  if (before !== undefined) return before;
  const figures = figuresByKey(known.byKey, policy, unit);
  known.byUnit.set(unit, figures);
  return figures;
}

function figuresByKey(
  known: Map<string, UnitFigures>,
  policy: MatchPolicy,
  unit: ForwardableUnit,
): UnitFigures {
  const key = keyOf(policy, unit);
  const before = known.get(key);
  if (before !== undefined) return before;
  if (known.size >= MOST_UNITS) known.delete(known.keys().next().value ?? '');
  const answer = computed(policy, unit);
  known.set(key, answer);
  return answer;
}

/** What the figures depend on. Evidence counts by what it comes to; demand, which every order moves, is asked for apart. */
function keyOf(policy: MatchPolicy, unit: ForwardableUnit): string {
  const { category, reference_price, price, zone, ratings, terms, evidence } = unit;
  const country = countryOf(zone);
  const economics = economicsFor(policy, { category, from: country, to: country });
  const { ship_by_days, incentive, fee } = terms ?? termsOf(policy);
  const handedIn = handInBpOf(economics, ship_by_days, evidence?.hand_in);
  const people = `${incentive} ${fee} ${handedIn} ${acceptableBp(economics, ratings)}`;
  // The category is the retailer's own word, which may have spaces in it: last, it can be taken for nothing else.
  return `${country} ${priceText(reference_price)} ${priceText(price)} ${people} ${category}`;
}

function priceText({ amount, currency, tax_amount, tax_country }: Price): string {
  return `${amount} ${currency} ${tax_amount} ${tax_country}`;
}

function computed(policy: MatchPolicy, unit: ForwardableUnit): UnitFigures {
  const terms = new Map<string, ExpectedTerms>();
  let streams: ReturnType<typeof streamsOf> | undefined;
  let prospects: Prospects | undefined;
  const prospect = () => {
    prospects ??= prospectsOf(policy, unit);
    return prospects;
  };
  return {
    value: ({ distance, to, discount }) =>
      expectedValue({
        ...kept(terms, `${distance} ${to}`, () => expectedTerms(policy, unit, { distance, to, discount: 0 })),
        discount,
      }),
    get prospects() {
      return prospect();
    },
    bar: ({ general, naming }, pending_values) => {
      streams ??= streamsOf(prospect());
      return barOf({
        general: { per_day: general.per_day, outcomes: streams.general.outcomes },
        naming: { per_day: naming.per_day, outcomes: streams.naming.outcomes },
        waiting_cost_per_day: prospect().waiting_cost_per_day,
        pending_values,
      });
    },
  };
}

function kept<T>(table: Map<string, T>, key: string, make: () => T): T {
  const before = table.get(key);
  if (before !== undefined) return before;
  if (table.size >= 64) table.clear();
  const made = make();
  table.set(key, made);
  return made;
}

import type { CountryCode, Price } from '@open-return-forwarding/protocol';
import { economicsFor } from './economics.ts';
import { type ForwardableUnit, type MatchPolicy, termsOf } from './facts.ts';
import { Bar } from './pooled.ts';
import { acceptableBp, handInBpOf } from './probability.ts';
import { demandEstimates, mayTravel, type Prospects, prospectsOf, streamsOf } from './prospects.ts';
import { type ExpectedTerms, expectedTerms, expectedValue, type Trip } from './value.ts';
import type { WaitingProblem } from './waiting.ts';
import { countryOf } from './zone.ts';

/** How many general and naming orders of the article are expected. */
export type Rates = Pick<Prospects, 'general' | 'naming'>;

/** The figures under one policy: of units that were asked for before, and of all that are like one. */
interface KnownFigures {
  readonly byUnit: WeakMap<ForwardableUnit, UnitFigures>;
  readonly byKey: Map<string, UnitFigures>;
}

const byPolicy = new WeakMap<MatchPolicy, KnownFigures>();
const MOST_UNITS = 5_000;
/** Countries that a unit was asked for at once. */
const MOST_TRIPS = 64;

/** The figures of a unit under a policy. Both are taken to be immutable, as versions of policies are. */
export function figuresFor(policy: MatchPolicy, unit: ForwardableUnit): UnitFigures {
  const known = knownUnder(policy);
  const before = known.byUnit.get(unit);
  if (before !== undefined) return before;
  const figures = figuresByKey(known.byKey, policy, unit);
  known.byUnit.set(unit, figures);
  return figures;
}

/** The same for a unit that is asked for once: nothing is kept of the unit itself. */
function figuresOnce(policy: MatchPolicy, unit: ForwardableUnit): UnitFigures {
  return figuresByKey(knownUnder(policy).byKey, policy, unit);
}

function knownUnder(policy: MatchPolicy): KnownFigures {
  const before = byPolicy.get(policy);
  if (before !== undefined) return before;
  const known: KnownFigures = { byUnit: new WeakMap(), byKey: new Map() };
  byPolicy.set(policy, known);
  return known;
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
  const answer = new UnitFigures(policy, unit);
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

/** What is computed once for all listings of an article that are alike, and then looked up. */
export class UnitFigures {
  readonly #policy: MatchPolicy;
  readonly #unit: ForwardableUnit;
  readonly #terms = new Map<string, ExpectedTerms>();
  #streams: ReturnType<typeof streamsOf> | undefined;
  #prospects: Prospects | undefined;

  constructor(policy: MatchPolicy, unit: ForwardableUnit) {
    this.#policy = policy;
    this.#unit = unit;
  }

  /** What it waits for. Whoever shows it puts the estimates of demand in afresh: the same rate may come from other sightings. */
  get prospects(): Prospects {
    this.#prospects ??= prospectsOf(this.#policy, this.#unit);
    return this.#prospects;
  }

  /** `X` of a trip, minor units. */
  value(trip: Trip): number {
    // A unit is in one country: abroad is where the trip ends, and no country is called as a distance is.
    const key = trip.distance === 'cross_border' ? trip.to : trip.distance;
    return expectedValue(this.#terms.get(key) ?? this.#reckon(key, trip), trip.discount);
  }

  #reckon(key: string, { distance, to }: Trip): ExpectedTerms {
    const terms = expectedTerms(this.#policy, this.#unit, { distance, to, discount: 0 });
    if (this.#terms.size >= MOST_TRIPS) this.#terms.clear();
    this.#terms.set(key, terms);
    return terms;
  }

  /** The bar at the rates of orders, with the values of pending orders that outlast the window, falling. */
  bar(rates: Rates, pending_values: readonly number[]): Bar {
    return new Bar({ ...this.waiting(rates), pending_values });
  }

  /** What one of them waits for at the rates of orders, pending ones apart. */
  waiting({ general, naming }: Rates): Omit<WaitingProblem, 'pending_value'> {
    const { waiting_cost_per_day } = this.prospects;
    this.#streams ??= streamsOf(this.prospects);
    return {
      general: { per_day: general.per_day, outcomes: this.#streams.general.outcomes },
      naming: { per_day: naming.per_day, outcomes: this.#streams.naming.outcomes },
      waiting_cost_per_day,
    };
  }
}

/** What the only listing of this unit waits for. `pendingValue` is `W`, minor units. */
export function waitingProblem(policy: MatchPolicy, unit: ForwardableUnit, pendingValue = 0): WaitingProblem {
  const waiting = figuresOnce(policy, unit).waiting(demandEstimates(policy, unit));
  return { ...waiting, pending_value: pendingValue };
}

/**
 * `X` of orders from some countries that would name this unit's listing, minor units; those are left out to which no
 * parcel may go. The buyers' postal areas are not known yet, so within a country the dearer of the two distances counts.
 */
export function valuesTowards(
  policy: MatchPolicy,
  unit: ForwardableUnit,
  countries: readonly CountryCode[],
): number[] {
  const home = countryOf(unit.zone);
  const figures = figuresOnce(policy, unit);
  return countries
    .filter((to) => mayTravel(policy, home, to) === 'permitted')
    .map((to) => {
      const distance = to === home ? 'same_country' : 'cross_border';
      return figures.value({ distance, to, discount: 0 });
    });
}

/** A figure that no file tells, with what it is taken to be. */
export interface Assumption {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly text: string;
}

/** Everything that is taken for granted, by name. */
const table = {
  adoption: [
    0.55,
    'share',
    'Senders who choose forwarding where it is offered. Providers report 43 to 68 %.',
  ],
  buyers_accept: [
    0.5,
    'share',
    'Orders that accept a forwarded item at the discount of policy A. A guess; measure it in a pilot.',
  ],
  response: [
    0.1,
    'per point',
    'How much more (or fewer) orders accept for each percentage point of discount more (or less) than policy A gives.',
  ],
  return_days: [14, 'days', 'From fulfilment to return, where a file does not say when an item came back.'],
  transit_days: [2, 'days', 'A parcel within a country, to a buyer or to the warehouse.'],
  transit_days_abroad: [4, 'days', 'A parcel across a border.'],
  warehouse_days: [4, 'days', 'From arrival at the warehouse to the refund: receiving, inspection, booking.'],
  km_same_zone: [15, 'km', 'A parcel within one postal area, from door to door.'],
  km_same_country: [150, 'km', 'A parcel within a country.'],
  km_cross_border: [500, 'km', 'A parcel across a border.'],
  km_warehouse: [150, 'km', 'A parcel between a consumer and the warehouse.'],
  grams_per_km: [
    0.4,
    'g CO2e',
    'Long haul and sorting, for one parcel and kilometre. An order of magnitude, not a measurement.',
  ],
  grams_per_stop: [
    250,
    'g CO2e',
    'Pick-up and delivery of one parcel. An order of magnitude, not a measurement.',
  ],
} as const satisfies Record<string, readonly [number, string, string]>;

export type AssumptionName = keyof typeof table;

/** The figures by name. */
export type Assumptions = Readonly<Record<AssumptionName, number>>;

export const assumptionNames = Object.keys(table) as AssumptionName[];

const shares: readonly AssumptionName[] = ['adoption', 'buyers_accept'];

/** The figures that hold, some of them changed. Throws RangeError for a name or a figure that cannot be. */
export function assumptionsOf(changes: Readonly<Record<string, number>> = {}): Assumptions {
  const figures = Object.fromEntries(assumptionNames.map((name) => [name, table[name][0] as number]));
  for (const [name, value] of Object.entries(changes)) {
    if (!Object.hasOwn(table, name)) {
      throw new RangeError(`There is no assumption ${name}; there are ${assumptionNames.join(', ')}.`);
    }
    const most = shares.includes(name as AssumptionName) ? 1 : Number.MAX_SAFE_INTEGER;
    if (!(value >= 0 && value <= most)) throw new RangeError(`The assumption ${name} cannot be ${value}.`);
    figures[name] = value;
  }
  return figures as Assumptions;
}

/** The figures as they are told, in their order. */
export function listAssumptions(figures: Assumptions): Assumption[] {
  return assumptionNames.map((name) => ({
    name,
    value: figures[name],
    unit: table[name][1],
    text: table[name][2],
  }));
}

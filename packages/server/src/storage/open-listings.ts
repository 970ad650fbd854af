import { type ExpressionBuilder, type Kysely, sql } from 'kysely';
import type { ListingClass, OpenAt, OpenListing, OpenListings } from '../candidate-ports.ts';
import type { Instant } from '../stored.ts';
import { toInstant, toMillis } from './instants.ts';
import type { Schema } from './schema.ts';
import { type Session, type Slots, Statement } from './statement.ts';

export interface Wanted {
  retailer: string;
  sku: string;
  at: number;
}
export interface Page extends Wanted {
  value_class: string;
  before: number;
  limit: number;
}
export interface ClassRow {
  value_class: string;
  listings: number | string;
  id: string | null;
  closes_at: number | string | null;
}

export function openListingStatements(db: Kysely<Schema>) {
  return {
    classes: new Statement<Wanted, ClassRow>((slot) =>
      db
        .selectFrom('listing_classes as c')
        .select('c.value_class')
        .select((eb) => eb('c.listings', '-', overdue(eb, slot)).as('listings'))
        .select((eb) => first(eb, slot).select('l.id').as('id'))
        .select((eb) => first(eb, slot).select('l.closes_at').as('closes_at'))
        .where('c.retailer_id', '=', slot('retailer'))
        .where('c.sku', '=', slot('sku')),
    ),
    classesThen: classesThen(db),
    closings: new Statement<Wanted & { limit: number }, { closes_at: number | string }>((slot) =>
      db
        .selectFrom('listings')
        .select('closes_at')
        .where('retailer_id', '=', slot('retailer'))
        .where('sku', '=', slot('sku'))
        .where('status', '=', 'active')
        .where('closes_at', '>', slot('at'))
        .where('opens_at', '<=', slot('at'))
        .orderBy('closes_at')
        .limit(slot('limit')),
    ),
    ofClass: new Statement<Page, { id: string; closes_at: number | string }>((slot) =>
      db
        .selectFrom('listings')
        .select(['id', 'closes_at'])
        .where('retailer_id', '=', slot('retailer'))
        .where('sku', '=', slot('sku'))
        .where('status', '=', 'active')
        .where('value_class', '=', slot('value_class'))
        .where('closes_at', '>', slot('at'))
        .where('closes_at', '<', slot('before'))
        .where('opens_at', '<=', slot('at'))
        .orderBy('closes_at')
        .orderBy('id')
        .limit(slot('limit')),
    ),
  };
}

/** The same by counting what was open then. */
function classesThen(db: Kysely<Schema>) {
  return new Statement<Wanted, ClassRow>((slot) =>
    db
      .selectFrom((from) =>
        from
          .selectFrom('listings')
          .select((eb) => ['value_class', eb.fn.countAll<number>().as('listings')])
          .where('retailer_id', '=', slot('retailer'))
          .where('sku', '=', slot('sku'))
          .where('status', '=', 'active')
          .where('closes_at', '>', slot('at'))
          .where('opens_at', '<=', slot('at'))
          .groupBy('value_class')
          .as('c'),
      )
      .select(['c.value_class', 'c.listings'])
      .select((eb) => first(eb, slot).select('l.id').as('id'))
      .select((eb) => first(eb, slot).select('l.closes_at').as('closes_at')),
  );
}

type InClass = ExpressionBuilder<Schema & { c: { value_class: string } }, 'c'>;

/** The listing of the class `c` that closes first. */
function first(eb: unknown, slot: Slots<Wanted>) {
  return inClass(eb, slot)
    .where('l.closes_at', '>', slot('at'))
    .where('l.opens_at', '<=', slot('at'))
    .orderBy('l.closes_at')
    .orderBy('l.id')
    .limit(sql.lit(1));
}

/** Listings of the class `c` whose window is over and was not closed yet: hardly ever any. */
function overdue(eb: unknown, slot: Slots<Wanted>) {
  return inClass(eb, slot)
    .where('l.closes_at', '<=', slot('at'))
    .select((of) => of.fn.countAll<number>().as('listings'));
}

function inClass(eb: unknown, slot: Slots<Wanted>) {
  return (eb as InClass)
    .selectFrom('listings as l')
    .where('l.retailer_id', '=', slot('retailer'))
    .where('l.sku', '=', slot('sku'))
    .where('l.status', '=', 'active')
    .whereRef('l.value_class', '=', 'c.value_class');
}

export class SqlOpenListings implements OpenListings {
  readonly #session: Session;
  readonly #statements: ReturnType<typeof openListingStatements>;

  constructor(session: Session, statements: ReturnType<typeof openListingStatements>) {
    this.#session = session;
    this.#statements = statements;
  }

  async classes({ isPast, ...wanted }: OpenAt & { readonly isPast: boolean }): Promise<ListingClass[]> {
    const statement = isPast ? this.#statements.classesThen : this.#statements.classes;
    const rows = await statement.all(this.#session, this.#valuesOf(wanted));
    return rows.flatMap(({ value_class, listings, id, closes_at }) =>
      id === null
        ? []
        : [{ value_class, count: Number(listings), first: toListing({ id, closes_at: closes_at ?? 0 }) }],
    );
  }

  async closings(wanted: OpenAt, limit: number): Promise<Instant[]> {
    const rows = await this.#statements.closings.all(this.#session, { ...this.#valuesOf(wanted), limit });
    return rows.map(({ closes_at }) => toInstant(Number(closes_at)));
  }

  async ofClass(wanted: OpenAt, of: Parameters<OpenListings['ofClass']>[1]): Promise<OpenListing[]> {
    const { value_class, limit, before } = of;
    const rows = await this.#statements.ofClass.all(this.#session, {
      ...this.#valuesOf(wanted),
      value_class,
      limit,
      before: before === undefined ? Number.MAX_SAFE_INTEGER : toMillis(before),
    });
    return rows.map(toListing);
  }

  #valuesOf({ sku, at }: OpenAt): Wanted {
    return { retailer: this.#session.retailerId, sku, at: toMillis(at) };
  }
}

function toListing({ id, closes_at }: { id: string; closes_at: number | string }): OpenListing {
  return { listing_id: id, closes_at: toInstant(Number(closes_at)) };
}

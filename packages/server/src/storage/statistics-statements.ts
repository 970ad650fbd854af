import { type Kysely, sql } from 'kysely';
import type { HandInCohort } from '../statistics-ports.ts';
import type { Schema } from './schema.ts';
import { type Slots, Statement } from './statement.ts';

export interface Cohort {
  retailer: string;
  category: string;
  matched_on: string;
  limit_days: number;
}
export interface Demand {
  retailer: string;
  sku: string;
  category: string | null;
  orders: number;
  general: number;
  naming: number;
  days: number;
  naming_days: number;
  listed: number;
  seen_at: number;
}
export interface Rating {
  retailer: string;
  category: string;
  acceptable: number;
  unacceptable: number;
}

export type StatisticsStatements = ReturnType<typeof statisticsStatements>;

export function statisticsStatements(db: Kysely<Schema>) {
  return {
    ...demandStatements(db),
    ...demandWriter(db),
    ...cohortStatements(db),
    ...cohortCounters(db),
    ...ratingStatements(db),
  };
}

const none = sql.lit(0);

function demandStatements(db: Kysely<Schema>) {
  return {
    /** A row of its demand and one of its category's ratings, as far as there are any. (A join is planned on each run.) */
    ofArticle: new Statement((slot: Slots<{ retailer: string; sku: string; category: string }>) =>
      db
        .selectFrom('demand_evidence')
        .select(['category', 'orders', 'general', 'naming', 'days', 'naming_days', 'listed', 'seen_at'])
        .select(sql.lit<'demand' | 'ratings'>('demand').as('about'))
        .where('retailer_id', '=', slot('retailer'))
        .where('sku', '=', slot('sku'))
        .unionAll(
          db
            .selectFrom('category_ratings')
            .select(['category', 'acceptable as orders', 'unacceptable as general'])
            .select([none.as('naming'), none.as('days'), none.as('naming_days')])
            .select([none.as('listed'), none.as('seen_at')])
            .select(sql.lit<'demand' | 'ratings'>('ratings').as('about'))
            .where('retailer_id', '=', slot('retailer'))
            .where('category', '=', slot('category')),
        ),
    ),
    articles: new Statement((slot: Slots<{ retailer: string; limit: number }>) =>
      db
        .selectFrom('demand_evidence')
        .select([
          'sku',
          'category',
          'orders',
          'general',
          'naming',
          'days',
          'naming_days',
          'listed',
          'seen_at',
        ])
        .where('retailer_id', '=', slot('retailer'))
        .orderBy('seen_at', 'desc')
        .orderBy('sku')
        .limit(slot('limit')),
    ),
  };
}

function demandWriter(db: Kysely<Schema>) {
  return {
    putDemand: new Statement((slot: Slots<Demand>) => {
      const seen = {
        category: slot('category'),
        orders: slot('orders'),
        general: slot('general'),
        naming: slot('naming'),
        days: slot('days'),
        naming_days: slot('naming_days'),
        listed: slot('listed'),
        seen_at: slot('seen_at'),
      };
      return db
        .insertInto('demand_evidence')
        .values({ retailer_id: slot('retailer'), sku: slot('sku'), ...seen })
        .onConflict((oc) => oc.columns(['retailer_id', 'sku']).doUpdateSet(seen));
    }),
  };
}

function cohortStatements(db: Kysely<Schema>) {
  const select = () => {
    return db
      .selectFrom('hand_in_cohorts')
      .select(['matched_on', 'limit_days', 'matches', 'handed_in', 'withdrawn']);
  };
  return {
    handIns: new Statement((slot: Slots<{ retailer: string; category: string; from: string }>) =>
      select()
        .where('retailer_id', '=', slot('retailer'))
        .where('category', '=', slot('category'))
        .where('matched_on', '>=', slot('from')),
    ),
    cohort: new Statement((slot: Slots<Cohort>) =>
      select()
        .where('retailer_id', '=', slot('retailer'))
        .where('category', '=', slot('category'))
        .where('matched_on', '=', slot('matched_on'))
        .where('limit_days', '=', slot('limit_days')),
    ),
  };
}

function cohortCounters(db: Kysely<Schema>) {
  return {
    countMatch: new Statement((slot: Slots<Cohort>) =>
      db
        .insertInto('hand_in_cohorts')
        .values({
          retailer_id: slot('retailer'),
          category: slot('category'),
          matched_on: slot('matched_on'),
          limit_days: slot('limit_days'),
          matches: 1,
          handed_in: '[]',
          withdrawn: '[]',
        })
        .onConflict((oc) =>
          oc
            .columns(['retailer_id', 'category', 'matched_on', 'limit_days'])
            .doUpdateSet((eb) => ({ matches: eb('hand_in_cohorts.matches', '+', 1) })),
        ),
    ),
    putOutcomes: new Statement((slot: Slots<Cohort & { handed_in: string; withdrawn: string }>) =>
      db
        .updateTable('hand_in_cohorts')
        .set({ handed_in: slot('handed_in'), withdrawn: slot('withdrawn') })
        .where('retailer_id', '=', slot('retailer'))
        .where('category', '=', slot('category'))
        .where('matched_on', '=', slot('matched_on'))
        .where('limit_days', '=', slot('limit_days')),
    ),
  };
}

function ratingStatements(db: Kysely<Schema>) {
  return {
    countRating: new Statement((slot: Slots<Rating>) =>
      db
        .insertInto('category_ratings')
        .values({
          retailer_id: slot('retailer'),
          category: slot('category'),
          acceptable: slot('acceptable'),
          unacceptable: slot('unacceptable'),
        })
        .onConflict((oc) =>
          oc.columns(['retailer_id', 'category']).doUpdateSet((eb) => ({
            acceptable: eb('category_ratings.acceptable', '+', slot('acceptable')),
            unacceptable: eb('category_ratings.unacceptable', '+', slot('unacceptable')),
          })),
        ),
    ),
  };
}

/** Counts by day are kept as JSON: they are only ever read together. */
export function toCohort(row: {
  readonly matched_on: string;
  readonly limit_days: number;
  readonly matches: number;
  readonly handed_in: string;
  readonly withdrawn: string;
}): HandInCohort {
  return {
    matched_on: row.matched_on,
    limit_days: Number(row.limit_days),
    matches: Number(row.matches),
    handed_in: JSON.parse(row.handed_in),
    withdrawn: JSON.parse(row.withdrawn),
  };
}

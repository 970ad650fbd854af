import type {
  ArticleDemand,
  ArticleStatistics,
  CohortKey,
  HandInCohort,
  RatingCounts,
  WritableStatistics,
} from '../statistics-ports.ts';
import { toInstant, toMillis } from './instants.ts';
import type { Session } from './statement.ts';
import { type StatisticsStatements, toCohort } from './statistics-statements.ts';

const CACHED_COHORTS = 1_000;

/** Cohorts by retailer, category and first day. They are read on every decision, and change the curve once a day. */
export class CohortCache {
  readonly #kept = new Map<string, readonly HandInCohort[]>();

  async get(key: readonly string[], read: () => Promise<HandInCohort[]>): Promise<readonly HandInCohort[]> {
    const name = JSON.stringify(key);
    const known = this.#kept.get(name);
    if (known !== undefined) return known;
    const found = await read();
    const oldest = this.#kept.size >= CACHED_COHORTS ? this.#kept.keys().next().value : undefined;
    if (oldest !== undefined) this.#kept.delete(oldest);
    this.#kept.set(name, found);
    return found;
  }

  /** The sandbox begins anew, maybe on the same day. */
  clear(): void {
    this.#kept.clear();
  }
}

export interface StatisticsParts {
  readonly statements: StatisticsStatements;
  readonly cohorts: CohortCache;
}

/** What is learned of one retailer's trade. Every change touches one row. */
export class SqlStatistics implements WritableStatistics {
  readonly #session: Session;
  readonly #statements: StatisticsStatements;
  readonly #cohorts: CohortCache;

  constructor(session: Session, { statements, cohorts }: StatisticsParts) {
    this.#session = session;
    this.#statements = statements;
    this.#cohorts = cohorts;
  }

  async ofArticle(sku: string, category: string | undefined): Promise<ArticleStatistics> {
    const values = { retailer: this.#session.retailerId, sku, category: category ?? '' };
    const rows = await this.#statements.ofArticle.all(this.#session, values);
    const demand = rows.find(({ about }) => about === 'demand');
    const ratings = rows.find(({ about }) => about === 'ratings');
    return {
      demand: demand && toDemand({ ...demand, sku }),
      ratings: {
        acceptable: Number(ratings?.orders ?? 0),
        unacceptable: Number(ratings?.general ?? 0),
      },
    };
  }

  handIns(category: string, from: string): Promise<readonly HandInCohort[]> {
    const values = { retailer: this.#session.retailerId, category, from };
    return this.#cohorts.get([values.retailer, category, from], async () => {
      return (await this.#statements.handIns.all(this.#session, values)).map(toCohort);
    });
  }

  async articles(limit: number): Promise<ArticleDemand[]> {
    const values = { retailer: this.#session.retailerId, limit };
    return (await this.#statements.articles.all(this.#session, values)).map(toDemand);
  }

  async putDemand({ seen_at, listed, naming_days, ...demand }: ArticleDemand): Promise<void> {
    const shelf = { listed: listed ? 1 : 0, naming_days };
    const row = { ...demand, ...shelf, retailer: this.#session.retailerId, seen_at: toMillis(seen_at) };
    await this.#statements.putDemand.run(this.#session, row);
  }

  async countMatch(cohort: CohortKey): Promise<void> {
    await this.#statements.countMatch.run(this.#session, this.#keyOf(cohort));
  }

  async countOutcome(cohort: CohortKey, outcome: 'handed_in' | 'withdrawn', day: number): Promise<void> {
    const row = await this.#statements.cohort.first(this.#session, this.#keyOf(cohort));
    // Matched before anything was counted: nothing is known of the others of its day.
    if (row === undefined) return;
    const { handed_in, withdrawn } = countedOn(toCohort(row), outcome, day);
    await this.#statements.putOutcomes.run(this.#session, {
      ...this.#keyOf(cohort),
      handed_in: JSON.stringify(handed_in),
      withdrawn: JSON.stringify(withdrawn),
    });
  }

  async countRating(category: string, counts: keyof RatingCounts): Promise<void> {
    await this.#statements.countRating.run(this.#session, {
      retailer: this.#session.retailerId,
      category,
      acceptable: counts === 'acceptable' ? 1 : 0,
      unacceptable: counts === 'unacceptable' ? 1 : 0,
    });
  }

  #keyOf({ category, matched_on, limit_days }: CohortKey) {
    return { retailer: this.#session.retailerId, category, matched_on, limit_days };
  }
}

/** One more of an outcome on a day, from 1. */
function countedOn(cohort: HandInCohort, outcome: 'handed_in' | 'withdrawn', day: number): HandInCohort {
  const counts = Array.from({ length: Math.max(cohort[outcome].length, day) }, (_, i) => {
    return (cohort[outcome][i] ?? 0) + (i === day - 1 ? 1 : 0);
  });
  return outcome === 'handed_in' ? { ...cohort, handed_in: counts } : { ...cohort, withdrawn: counts };
}

interface DemandRow {
  readonly sku: string;
  readonly category: string | null;
  readonly orders: number;
  readonly general: number;
  readonly naming: number;
  readonly days: number;
  readonly naming_days: number;
  readonly listed: number;
  readonly seen_at: number;
}

function toDemand(row: DemandRow): ArticleDemand {
  return {
    sku: row.sku,
    category: row.category,
    orders: Number(row.orders),
    general: Number(row.general),
    naming: Number(row.naming),
    days: Number(row.days),
    naming_days: Number(row.naming_days),
    listed: Number(row.listed) === 1,
    seen_at: toInstant(Number(row.seen_at)),
  };
}

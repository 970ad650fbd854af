/** What is learned of a retailer's trade. Counts of articles, categories and days; nothing in here is about a person. */
import type { DemandRecord, HandInCohort, RatingCounts } from '@open-return-forwarding/core';

export type { HandInCohort, RatingCounts };

/** What was seen of one article's orders. */
export interface ArticleDemand extends DemandRecord {
  readonly sku: string;
  readonly naming_days: number;
  readonly listed: boolean;
  /** As the latest order that named one had it. */
  readonly category: string | null;
  /** How many orders were counted, whatever they weigh by now. */
  readonly orders: number;
}

/** What is known of an article and its category; what was never seen is undefined, or 0. */
export interface ArticleStatistics {
  readonly demand: ArticleDemand | undefined;
  /** Ratings of everything of the category that was forwarded. */
  readonly ratings: RatingCounts;
}

/** Which matches are counted together. */
export type CohortKey = Pick<HandInCohort, 'matched_on' | 'limit_days'> & { readonly category: string };

export interface Statistics {
  /** In one query. `category` may be unknown. */
  ofArticle(sku: string, category: string | undefined): Promise<ArticleStatistics>;
  /**
   * The matches of a category from that day (UTC) on, as they stood when that was first asked for; ask with another day
   * every day. The array is shared: the same one as long as it is kept.
   */
  handIns(category: string, from: string): Promise<readonly HandInCohort[]>;
  /** The articles seen latest, latest first. */
  articles(limit: number): Promise<ArticleDemand[]>;
}

export interface WritableStatistics extends Statistics {
  /** Replaces what is known of the article. */
  putDemand(demand: ArticleDemand): Promise<void>;
  countMatch(cohort: CohortKey): Promise<void>;
  /** Counts how a match ended on its `day` (from 1): the sender handed in, or it ended for another's reasons. */
  countOutcome(cohort: CohortKey, outcome: 'handed_in' | 'withdrawn', day: number): Promise<void>;
  countRating(category: string, counts: keyof RatingCounts): Promise<void>;
}

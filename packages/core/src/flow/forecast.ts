import type { Policy, Price } from '@open-return-forwarding/protocol';
import type { ForwardableUnit, MatchEvidence, RatingCounts } from '../matching/facts.ts';
import { valuesTowards, waitingProblem } from '../matching/figures.ts';
import { matchProbability } from '../matching/threshold.ts';
import { type PricingRefusalCode, priceListing } from '../pricing/listing-price.ts';

/** What can be said about forwarding a unit before it is listed. */
export interface Forecast {
  /** Probability of a buyer within the window, 0 to 1. */
  readonly match_probability: number;
  /** `X` of the best destination, minor units net of tax. */
  readonly best_value: number;
  /** Why no price can be made, if so. */
  readonly price_refusal?: PricingRefusalCode;
}

/** What was learned of an article. What is left out leaves the policy's own figures. */
export interface ArticleKnowledge {
  readonly evidence?: MatchEvidence | undefined;
  /** Ratings of everything of its category that was forwarded. */
  readonly ratings?: RatingCounts | undefined;
}

/** The article that a forecast is about; `reference_price` is what its discount is measured against, gross. */
export interface ForecastArticle {
  readonly sku: string;
  readonly category: string;
  readonly reference_price: Price;
  readonly zone: string;
  readonly known: ArticleKnowledge;
}

const noRatings = { acceptable: 0, unacceptable: 0 };

/**
 * Forecasts for a listing of `days` at the price that it would open with, as if it were the only one: by the policy's
 * figures and what was learned, the sender's own record left out.
 */
export function forecast(policy: Policy, { known, ...article }: ForecastArticle, days: number): Forecast {
  const pricing = priceListing(policy.discount, article.reference_price, article);
  const unit: ForwardableUnit = {
    ...article,
    price: pricing.priced ? pricing.price : article.reference_price,
    ratings: { sender: noRatings, category: known.ratings ?? noRatings },
    evidence: known.evidence,
  };
  return {
    match_probability: matchProbability(waitingProblem(policy, unit), days),
    best_value: Math.max(0, ...valuesTowards(policy, unit, policy.matching.countries)),
    ...(pricing.priced ? {} : { price_refusal: pricing.code }),
  };
}

import { type Behaviour, drawAftermath } from './aftermath.ts';
import { exponential } from './draws.ts';
import type { RandomSource } from './random.ts';

/** One article as the published study describes it: each listing has a buyer of its own, or none. */
export interface CalibrationArticle {
  /** Probability that a listing has a buyer at all. */
  readonly buyer_share: number;
  /** Rate at which that buyer comes, per day. */
  readonly per_day: number;
}

/** Shares of all listings, 0 to 1. */
export interface CalibrationShares {
  readonly matched: number;
  /** Matched and handed in within the limit. */
  readonly forwarded: number;
}

/**
 * Draws listings that compete for nothing and take whatever comes: a coin for whether there is a buyer, the day on which that
 * one comes, the day of the hand-in. Not a market; the setting in which the study's regression was made.
 */
export function calibrate(
  article: CalibrationArticle,
  rules: { readonly window_days: number; readonly ship_by_days: number; readonly behaviour: Behaviour },
  sample: { readonly random: RandomSource; readonly listings: number },
): CalibrationShares {
  const { random, listings } = sample;
  const figures = { advantage: 0, discount: 0, bad_rating_loss: 0, missed_hand_in_loss: 0 };
  let matched = 0;
  let forwarded = 0;
  for (let i = 0; i < listings; i += 1) {
    const hasBuyer = random.next() < article.buyer_share;
    const comes = exponential(random, article.per_day);
    const { handed_in } = drawAftermath(random, rules.behaviour, {
      figures,
      ship_by_days: rules.ship_by_days,
    });
    if (!hasBuyer || comes >= rules.window_days) continue;
    matched += 1;
    if (handed_in) forwarded += 1;
  }
  return { matched: matched / listings, forwarded: forwarded / listings };
}

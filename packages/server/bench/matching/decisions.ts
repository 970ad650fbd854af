import type { Estimate } from '@open-return-forwarding/simulator';
import { type LevelResult, levels, measureLevel } from './online.ts';
import { measureSeason, type SeasonResult, seasons } from './seasons.ts';
import { measureSmallCrowd, type SmallCrowdResult, smallCrowds } from './small-crowds.ts';
import { atLeast, type Target } from './targets.ts';

/** How much is drawn. */
export interface Effort {
  readonly seed: string;
  /** Listings played at each level of demand. */
  readonly listings: number;
  /** Seasons played of each article. */
  readonly seasons: number;
  /** Slots a day in the exact computation of small crowds. */
  readonly slots_per_day: number;
}

/** What the rule's decisions are worth. The same effort gives the same bytes. */
export interface DecisionsResult {
  /** The lowest of all levels. */
  readonly online_optimum_ratio: number;
  readonly clairvoyant_ratio: number;
  /** The lowest lower bound of what the rule realised above the first gain, minor units a listing. */
  readonly above_greedy_low: number;
  /** The lowest of all small crowds. */
  readonly crowded_ratio: number;
  /** The lowest lower bound of all seasons. */
  readonly crowded_over_greedy: number;
  readonly levels: readonly LevelResult[];
  readonly small_crowds: readonly SmallCrowdResult[];
  readonly seasons: readonly SeasonResult[];
}

/** Measures the rule alone, in small crowds and over seasons; `say` hears of each step. */
export function measureDecisions(effort: Effort, say: (line: string) => void): DecisionsResult {
  const { seed } = effort;
  const alone = levels.map((perDay) => {
    const found = measureLevel(perDay, { seed, markets: effort.listings });
    say(
      `one listing, ${perDay} orders a day: ${told(found.online_optimum_ratio)} of the exact optimum, ` +
        `${told(found.clairvoyant_ratio)} of perfect knowledge, ${told(found.above_greedy)} cents above greedy`,
    );
    return found;
  });
  const crowds = smallCrowds.map((crowd) => {
    const found = measureSmallCrowd(crowd, effort.slots_per_day);
    say(`${found.name}: ${found.ratio.toFixed(4)} of the exact optimum`);
    return found;
  });
  const long = seasons.map((season) => {
    const found = measureSeason(season, { seed, markets: effort.seasons });
    say(
      `season ${found.name}: ${told(found.over_greedy)} of greedy, ${told(found.over_clairvoyant)} of perfect knowledge`,
    );
    return found;
  });
  return {
    online_optimum_ratio: lowest(alone.map((level) => level.online_optimum_ratio.mean)),
    clairvoyant_ratio: lowest(alone.map((level) => level.clairvoyant_ratio.mean)),
    above_greedy_low: lowest(alone.map((level) => level.above_greedy.low)),
    crowded_ratio: lowest(crowds.map(({ ratio }) => ratio)),
    crowded_over_greedy: lowest(long.map(({ over_greedy }) => over_greedy.low)),
    levels: alone,
    small_crowds: crowds,
    seasons: long,
  };
}

/** What is promised of decisions. */
export function decisionTargets(found: DecisionsResult): Target[] {
  return [
    atLeast('online_optimum_ratio', found.online_optimum_ratio, 0.995),
    atLeast('clairvoyant_ratio', found.clairvoyant_ratio, 0.8),
    atLeast('above_greedy_low', found.above_greedy_low, 0),
    atLeast('crowded_ratio', found.crowded_ratio, 0.97),
    atLeast('crowded_over_greedy', found.crowded_over_greedy, 0.995),
  ];
}

function lowest(figures: readonly number[]): number {
  return Math.min(...figures);
}

function told({ mean, low, high }: Estimate): string {
  return `${mean.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`;
}

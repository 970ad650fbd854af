import type { ValueComponents } from '@open-return-forwarding/protocol';
import type { RandomSource } from './random.ts';

/** How senders and buyers really behave, as against what a policy believes of them. */
export interface Behaviour {
  /** Share of senders that have handed in by day 1, 2, 3 … after the match, rising, 0 to 1. */
  readonly handed_in_by_day: readonly number[];
  /** Probability that a buyer rates what comes as acceptable. */
  readonly acceptable: number;
}

/** What became of a match. */
export interface Aftermath {
  /** Days from the match to the hand-in, also of one that came too late; undefined: never. */
  readonly hand_in_days?: number | undefined;
  /** In time, so that the forward took place. */
  readonly handed_in: boolean;
  /** Of a forward: whether the buyer was content. */
  readonly acceptable?: boolean | undefined;
  /** What the match brought against the warehouse route, minor units; its expectation is `X` if the policy believes right. */
  readonly realised: number;
}

type Figures = Pick<ValueComponents, 'advantage' | 'discount' | 'bad_rating_loss' | 'missed_hand_in_loss'>;

/** Draws what becomes of a match: the day of the hand-in, and the rating. Two numbers are drawn, whatever comes. */
export function drawAftermath(
  random: RandomSource,
  behaviour: Behaviour,
  { figures, ship_by_days }: { readonly figures: Figures; readonly ship_by_days: number },
): Aftermath {
  const hand_in_days = drawHandIn(behaviour.handed_in_by_day, random.next());
  const acceptable = random.next() < behaviour.acceptable;
  if (hand_in_days === undefined || hand_in_days > ship_by_days) {
    return { hand_in_days, handed_in: false, realised: -figures.missed_hand_in_loss - figures.discount };
  }
  const gain = acceptable ? figures.advantage : -figures.bad_rating_loss;
  return { hand_in_days, handed_in: true, acceptable, realised: gain - figures.discount };
}

/** Days to the hand-in, even within a day; undefined where the draw is above the last share. */
function drawHandIn(byDay: readonly number[], draw: number): number | undefined {
  const day = byDay.findIndex((share) => draw < share);
  if (day === -1) return undefined;
  const before = byDay[day - 1] ?? 0;
  return day + (draw - before) / ((byDay[day] ?? 1) - before);
}

import { halfEven } from '../prices/figures.ts';

/** What the value of a match follows from. Probabilities in basis points, money in minor units. */
export interface Terms {
  readonly handIn: bigint;
  readonly acceptable: bigint;
  readonly advantage: bigint;
  readonly discount: bigint;
  readonly badRatingLoss: bigint;
  readonly missedHandInLoss: bigint;
}

const WHOLE = 10_000n;

/** `X` of the annex: what a match is worth against the warehouse route. */
export function worth(terms: Terms): bigint {
  const { handIn: q, acceptable: rho } = terms;
  const kept = rho * terms.advantage - (WHOLE - rho) * terms.badRatingLoss;
  const missed = (WHOLE - q) * WHOLE * terms.missedHandInLoss;
  return halfEven(q * kept - missed - terms.discount * WHOLE * WHOLE, WHOLE * WHOLE);
}

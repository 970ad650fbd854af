import type { MatchOutcome } from '../../src/matching/waiting.ts';

/** A distribution of match values as the published vectors name it. */
export type Distribution =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'exponential'; readonly mean: number }
  | { readonly kind: 'uniform'; readonly from: number; readonly to: number };

/** A distribution as fine discrete outcomes: each cell counts with its mean, so that the expectation is kept. */
export function outcomesOf(distribution: Distribution): MatchOutcome[] {
  switch (distribution.kind) {
    case 'constant':
      return [{ value: distribution.value, share: 1 }];
    case 'exponential':
      return exponentialCells(distribution.mean);
    case 'uniform':
      return uniformCells(distribution.from, distribution.to);
    default:
      return distribution satisfies never;
  }
}

function uniformCells(from: number, to: number): MatchOutcome[] {
  const count = 5_000;
  const width = (to - from) / count;
  return Array.from({ length: count }, (_, i) => ({ value: from + (i + 0.5) * width, share: 1 / count }));
}

function exponentialCells(mean: number): MatchOutcome[] {
  const width = 0.0005;
  return Array.from({ length: 60_000 }, (_, i) => {
    const share = Math.exp(-i * width) * -Math.expm1(-width);
    const meanInCell = i * width + 1 - width / Math.expm1(width);
    return { value: mean * meanInCell, share };
  });
}

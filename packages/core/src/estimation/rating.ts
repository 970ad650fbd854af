/** Ratings that count: positive and neutral ones against negative ones. Weights of a prior may be fractions. */
export interface Ratings {
  readonly acceptable: number;
  readonly unacceptable: number;
}

/**
 * Probability that a buyer accepts what a sender forwards. The category's ratings move the prior; the sender's own then
 * count against a belief that weighs as much as the prior does, however many ratings the category has: else nobody's
 * record would matter in a large one. `category` leaves the sender's own ratings out.
 */
export function acceptableShare(
  prior: Ratings,
  { sender, category }: { readonly sender: Ratings; readonly category: Ratings },
): number {
  const weight = prior.acceptable + prior.unacceptable;
  const expected = shareOf(sum(prior, category));
  return shareOf({
    acceptable: weight * expected + sender.acceptable,
    unacceptable: weight * (1 - expected) + sender.unacceptable,
  });
}

/** A category's ratings without those of one sender in it. */
export function apartFrom(sender: Ratings, category: Ratings): Ratings {
  return {
    acceptable: Math.max(0, category.acceptable - sender.acceptable),
    unacceptable: Math.max(0, category.unacceptable - sender.unacceptable),
  };
}

function sum(a: Ratings, b: Ratings): Ratings {
  return { acceptable: a.acceptable + b.acceptable, unacceptable: a.unacceptable + b.unacceptable };
}

function shareOf({ acceptable, unacceptable }: Ratings): number {
  return acceptable / (acceptable + unacceptable);
}

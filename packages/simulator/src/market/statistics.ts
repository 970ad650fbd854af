/** A mean and the bounds between which it lies with 95 % confidence, by the normal approximation. */
export interface Estimate {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

const Z95 = 1.959964;

/** Mean of independent samples, at least two. */
export function meanOf(samples: readonly number[]): Estimate {
  const mean = average(samples);
  return around(mean, Math.sqrt(covariance(samples, samples) / samples.length));
}

/** Mean of `above` over mean of `below`, sampled in pairs; the bounds are those of the delta method. */
export function ratioOf(above: readonly number[], below: readonly number[]): Estimate {
  const ratio = average(above) / average(below);
  const residuals = above.map((value, i) => value - ratio * (below[i] ?? 0));
  const error = Math.sqrt(covariance(residuals, residuals) / above.length) / average(below);
  return around(ratio, error);
}

/** Mean of `a - b`, sampled in pairs. */
export function differenceOf(a: readonly number[], b: readonly number[]): Estimate {
  return meanOf(a.map((value, i) => value - (b[i] ?? 0)));
}

/** The smallest sample that a share `q` of all samples does not exceed. */
export function quantile(samples: readonly number[] | Float64Array, q: number): number {
  const sorted = Float64Array.from(samples).sort();
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? Number.NaN;
}

function around(mean: number, error: number): Estimate {
  return { mean, low: mean - Z95 * error, high: mean + Z95 * error };
}

function average(samples: readonly number[]): number {
  let sum = 0;
  for (const sample of samples) sum += sample;
  return sum / samples.length;
}

function covariance(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [average(a), average(b)];
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += ((a[i] ?? 0) - meanA) * ((b[i] ?? 0) - meanB);
  return sum / (a.length - 1);
}

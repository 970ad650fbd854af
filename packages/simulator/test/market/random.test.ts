import { describe, expect, it } from 'vitest';
import { arrivals, categorical, exponential, poisson, wholeBetween } from '../../src/market/draws.ts';
import { type RandomSource, randomSource, xoshiro } from '../../src/market/random.ts';
import { differenceOf, meanOf, quantile, ratioOf } from '../../src/market/statistics.ts';

const draws = 40_000;
const sampled = (draw: (random: RandomSource) => number, seed: number | string = 7) => {
  const random = randomSource(seed);
  return Array.from({ length: draws }, () => draw(random));
};
const mean = (samples: readonly number[]) => samples.reduce((sum, each) => sum + each, 0) / samples.length;
const variance = (samples: readonly number[]) => {
  const middle = mean(samples);
  return mean(samples.map((each) => (each - middle) ** 2));
};

/** The same generator, written down in whole numbers without end. */
function* plainXoshiro(s: [bigint, bigint, bigint, bigint]): Generator<number> {
  const word = (x: bigint) => BigInt.asUintN(32, x);
  const rotated = (x: bigint, by: bigint) => word((x << by) | (x >> (32n - by)));
  for (;;) {
    yield Number(word(rotated(word(s[1] * 5n), 7n) * 9n));
    const shifted = word(s[1] << 9n);
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = rotated(s[3], 11n);
  }
}

describe('the source of randomness', () => {
  it('gives the same numbers for the same seed, and others for another', () => {
    expect(sampled((random) => random.next())).toEqual(sampled((random) => random.next()));
    expect(sampled((random) => random.next())).not.toEqual(sampled((random) => random.next(), 8));
  });

  it('never changes between releases', () => {
    const random = randomSource('season');
    expect([random.next(), random.next(), random.fork('orders').next()]).toMatchInlineSnapshot(`
      [
        0.9140113538000376,
        0.40265029785858664,
        0.117870090930834,
      ]
    `);
  });

  it('steps as xoshiro128** does', () => {
    const word = xoshiro(Uint32Array.of(1, 2, 3, 4));
    const reference = plainXoshiro([1n, 2n, 3n, 4n]);
    const words = Array.from({ length: 1_000 }, word);
    expect(words).toEqual(Array.from({ length: 1_000 }, () => reference.next().value));
    expect(words.slice(0, 4)).toEqual([11520, 0, 5927040, 70819200]);
  });

  it('has forks that do not depend on what their parent drew', () => {
    const parent = randomSource(1);
    const before = parent.fork('orders').next();
    parent.next();
    expect(parent.fork('orders').next()).toBe(before);
    expect(parent.fork('returns').next()).not.toBe(before);
  });

  it('is even over [0, 1), also from one number to the next', () => {
    const cells = new Array<number>(100).fill(0);
    const random = randomSource(3);
    for (let i = 0; i < draws; i += 1) {
      const cell = Math.floor(random.next() * 10) * 10 + Math.floor(random.next() * 10);
      cells[cell] = (cells[cell] ?? 0) + 1;
    }
    const expected = draws / 100;
    const chiSquare = cells.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // 99 degrees of freedom: 1 in 10,000 beyond these bounds.
    expect(chiSquare).toBeGreaterThan(54);
    expect(chiSquare).toBeLessThan(159);
  });
});

describe('draws', () => {
  it.each([0.3, 2.2, 40])('has counts with mean and variance %d', (expected) => {
    const samples = sampled((random) => poisson(random, expected));
    const error = 4 * Math.sqrt(expected / draws);
    expect(Math.abs(mean(samples) - expected)).toBeLessThan(error);
    expect(Math.abs(variance(samples) / expected - 1)).toBeLessThan(0.05);
  });

  it('has waiting times with mean 1 / rate, and none without orders', () => {
    const samples = sampled((random) => exponential(random, 4));
    expect(Math.abs(mean(samples) - 0.25)).toBeLessThan(4 * (0.25 / Math.sqrt(draws)));
    expect(exponential(randomSource(1), 0)).toBe(Number.POSITIVE_INFINITY);
  });

  it('has arrivals in order and within their time', () => {
    const moments = arrivals(randomSource(1), 100, [2, 5]);
    expect(moments.toSorted((a, b) => a - b)).toEqual(moments);
    expect(moments.every((at) => at >= 2 && at < 5)).toBe(true);
    expect(Math.abs(moments.length - 300)).toBeLessThan(4 * Math.sqrt(300));
  });

  it.each([
    { shares: [20, 50, 30], whole: undefined, expected: [0, 0.2, 0.5, 0.3] },
    { shares: [0.2, 0, 0.3], whole: 1, expected: [0.5, 0.2, 0, 0.3] },
  ])('draws $shares of $whole by their shares', ({ shares, whole, expected }) => {
    const draw = categorical(shares, whole);
    const samples = sampled(draw);
    expected.forEach((share, i) => {
      const seen = samples.filter((each) => each === i - 1).length / draws;
      expect(Math.abs(seen - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / draws) + 1e-12);
    });
  });

  it('has whole numbers from, and not to', () => {
    expect(new Set(sampled((random) => wholeBetween(random, 3, 6)))).toEqual(new Set([3, 4, 5]));
  });
});

describe('estimates', () => {
  it('has bounds that hold the true mean about 95 times in a hundred', () => {
    const random = randomSource(5);
    const runs = 400;
    let held = 0;
    for (let run = 0; run < runs; run += 1) {
      const { low, high } = meanOf(Array.from({ length: 100 }, () => exponential(random, 1)));
      if (low <= 1 && high >= 1) held += 1;
    }
    expect(held / runs).toBeGreaterThan(0.9);
    expect(held / runs).toBeLessThan(0.99);
  });

  it('is narrower for pairs than for what is drawn apart', () => {
    const a = sampled((random) => exponential(random, 1), 1);
    const close = a.map((value, i) => value + (i % 2 === 0 ? 0.01 : -0.01));
    const apart = sampled((random) => exponential(random, 1), 2);
    const width = ({ low, high }: { low: number; high: number }) => high - low;
    expect(width(ratioOf(close, a))).toBeLessThan(width(ratioOf(apart, a)) / 10);
    expect(width(differenceOf(close, a))).toBeLessThan(width(differenceOf(apart, a)) / 10);
  });

  it.each([
    [0.5, 2],
    [0.75, 3],
    [0.99, 4],
    [0, 1],
  ])('has the quantile %d of 1, 2, 3, 4', (q, expected) => {
    expect(quantile([4, 2, 1, 3], q)).toBe(expected);
  });
});

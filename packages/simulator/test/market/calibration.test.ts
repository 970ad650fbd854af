import { describe, expect, it } from 'vitest';
import { drawAftermath } from '../../src/market/aftermath.ts';
import { calibrate } from '../../src/market/calibration.ts';
import { randomSource } from '../../src/market/random.ts';

/** Shares handed in by day 1 to 9 after a match, Dutch fashion retailer, 2017–2019. */
const handed_in_by_day = [0.172, 0.365, 0.532, 0.659, 0.75, 0.8, 0.833, 0.844, 0.858];
const behaviour = { handed_in_by_day, acceptable: 1 };
const listings = 40_000;
const within = 0.015;

/** Per cent of listings matched in windows of 1 to 6 days; share of listings forwarded by the days to hand in. */
const field = [
  {
    sku: 'A',
    article: { buyer_share: 0.67, per_day: 0.74 },
    matched: [36, 51.3, 58.9, 63.5, 65.7, 66.7],
    forwarded: { 7: 0.49, 3: 0.311 },
  },
  {
    sku: 'B',
    article: { buyer_share: 0.705, per_day: 2.2 },
    matched: [62.7, 69.4, 70.4, 70.3, 70.6, 70.7],
    forwarded: { 7: 0.586, 3: 0.376 },
  },
  {
    sku: 'C',
    article: { buyer_share: 0.71, per_day: 2.76 },
    matched: [66.5, 70.8, 71.3, 71.1, 71.1, 70.9],
    forwarded: { 7: 0.595, 3: 0.378 },
  },
  {
    sku: 'D',
    article: { buyer_share: 0.45, per_day: 0.3 },
    matched: [12, 20.1, 26.8, 31.4, 35.2, 38],
    forwarded: { 7: 0.227, 3: 0.139 },
  },
];

describe('calibration', () => {
  const windows = field.flatMap(({ sku, article, matched }) =>
    matched.map((share, i) => ({ sku, article, days: i + 1, share: share / 100 })),
  );
  it.each(windows)('matches $share of article $sku in a window of $days days', ({ article, days, share }) => {
    const rules = { window_days: days, ship_by_days: 7, behaviour };
    const sample = { random: randomSource('calibration'), listings };
    expect(Math.abs(calibrate(article, rules, sample).matched - share)).toBeLessThan(within);
  });

  const limits = field.flatMap(({ sku, article, forwarded }) =>
    ([7, 3] as const).map((limit) => ({ sku, article, limit, share: forwarded[limit] })),
  );
  it.each(limits)('forwards $share of article $sku with $limit days to hand in', (given) => {
    const rules = { window_days: 3, ship_by_days: given.limit, behaviour };
    const sample = { random: randomSource('calibration'), listings };
    expect(Math.abs(calibrate(given.article, rules, sample).forwarded - given.share)).toBeLessThan(within);
  });
});

describe('what becomes of a match', () => {
  const figures = { advantage: 1_000, discount: 150, bad_rating_loss: 2_500, missed_hand_in_loss: 270 };
  const drawn = (ship_by_days: number, acceptable: number) => {
    const random = randomSource('aftermath');
    return Array.from({ length: 20_000 }, () =>
      drawAftermath(random, { handed_in_by_day, acceptable }, { figures, ship_by_days }),
    );
  };

  it('is worth what a policy that believes right expects', () => {
    const all = drawn(3, 0.98);
    const mean = all.reduce((sum, { realised }) => sum + realised, 0) / all.length;
    const expected = 0.532 * (0.98 * 1_000 - 0.02 * 2_500) - 0.468 * 270 - 150;
    expect(Math.abs(mean - expected)).toBeLessThan(4 * (750 / Math.sqrt(all.length)));
  });

  it('has hand-ins by day as given, the late ones known but of no use', () => {
    const all = drawn(3, 1);
    handed_in_by_day.forEach((share, i) => {
      const seen = all.filter(({ hand_in_days = 99 }) => hand_in_days <= i + 1).length / all.length;
      expect(Math.abs(seen - share)).toBeLessThan(within);
    });
    expect(all.every(({ hand_in_days = 99, handed_in }) => handed_in === hand_in_days <= 3)).toBe(true);
    expect(all.some(({ hand_in_days = 0 }) => hand_in_days > 3)).toBe(true);
  });

  it('loses the discount even where nothing is handed in', () => {
    const missed = drawn(1, 1).filter(({ handed_in }) => !handed_in);
    expect(new Set(missed.map(({ realised }) => realised))).toEqual(new Set([-420]));
  });
});

import { describe, expect, it } from 'vitest';
import { decisionTargets, measureDecisions } from '../../bench/matching/decisions.ts';
import { measureLevel } from '../../bench/matching/online.ts';
import { atLeast, atMost, tellTargets } from '../../bench/matching/targets.ts';

const effort = { seed: 'test', listings: 20, seasons: 2, slots_per_day: 2 };
const silent = () => undefined;

describe('what the benchmark says of decisions', () => {
  const lines: string[] = [];
  const found = measureDecisions(effort, (line) => lines.push(line));

  it('is the same for the same seed', () => {
    expect(measureDecisions(effort, silent)).toEqual(found);
  });

  it('is told as it goes on, a line for each step', () => {
    expect(lines).toHaveLength(found.levels.length + found.small_crowds.length + found.seasons.length);
  });

  it('has a promise for each of its figures', () => {
    const figures = Object.entries(found).filter(([, figure]) => typeof figure === 'number');
    expect(decisionTargets(found).map(({ name, found: figure }) => [name, figure])).toEqual(figures);
  });
});

describe('one listing at a time', () => {
  it('is drawn from the seed', () => {
    const [first, other] = ['test', 'other'].map((seed) => measureLevel(2.2, { seed, markets: 20 }));
    expect(first?.clairvoyant_ratio).not.toEqual(other?.clairvoyant_ratio);
  });

  it('is worth to the rule what it can be worth, and more than to the first gain', () => {
    const found = measureLevel(2.2, { seed: 'test', markets: 800 });
    expect(found.online_optimum_ratio.mean).toBeGreaterThan(0.99);
    expect(found.online_optimum_ratio.high).toBeGreaterThanOrEqual(1);
    expect(found.above_greedy.low).toBeGreaterThan(0);
    expect(found.clairvoyant_ratio.high).toBeLessThan(1);
    expect(found.bare_optimum_ratio.low).toBeLessThan(1);
    expect(found.bare_optimum_ratio.high).toBeGreaterThan(1);
  });
});

describe('a promise', () => {
  it.each([
    ['at least so much', atLeast('ratio', 0.5, 0.5), true],
    ['less than that', atLeast('ratio', 0.49, 0.5), false],
    ['no figure at all', atLeast('ratio', Number.NaN, 0.5), false],
    ['at most so much', atMost('ms', 2, 2), true],
    ['more than that', atMost('ms', 2.1, 2), false],
    ['no time at all', atMost('ms', Number.NaN, 2), false],
  ])('is kept or not: %s', (_, target, holds) => {
    expect(target.holds).toBe(holds);
  });

  it('is told with what came out', () => {
    expect(tellTargets([atLeast('ratio', 0.98, 0.97), atMost('ms', 3, 2)])).toBe(
      'holds  ratio 0.98 >= 0.97\nBROKEN ms 3 <= 2\n',
    );
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import type { Forecast } from '../../src/forecast/forecast.ts';
import { study } from '../../src/forecast/study.ts';
import { seasonInMemory } from '../../src/generate/in-memory.ts';
import { reportHtml } from '../../src/report/report.ts';
import { policy, scenario } from '../forecast/made.ts';

let forecast: Forecast;
let page: string;

beforeAll(async () => {
  const season = seasonInMemory({ orders: 500, returns: 160, seed: 2 });
  const found = await study({
    season,
    policies: [
      { name: 'one <b>', scenario: scenario() },
      {
        name: 'two',
        scenario: scenario({}, { ...policy, shipping: { ...policy.shipping, ship_by_days: 7 } }),
      },
    ],
    ...{ seed: 1, seeds: 4, workers: 0 },
    effort: { all: 10_000, sample: 250, what_if: 120 },
  });
  forecast = {
    format: 'orf-forecast-1',
    input: {
      ...{ files: ['a&b.csv'], layout: 'plain', currency: 'EUR', rows: 1_200, orders: 900, returns: 300 },
      ...{ articles: 18, articles_returned: 18, first_day: '2027-03-01', last_day: '2027-05-28' },
      findings: [
        {
          file: 'orders',
          code: 'price_absent',
          count: 3,
          lines: [4, 5, 9],
          example: '"<x>"',
          text: 'No price.',
        },
      ],
      ...{ notes: [], returns_name_orders: true },
    },
    ...found,
  };
  page = reportHtml(forecast);
});

describe('the page', () => {
  it('needs nothing beside itself', () => {
    expect(page).not.toMatch(/(src|href)="(https?:|\/)/);
    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(/\b(fetch|XMLHttpRequest|import)\(/);
  });

  it('has a section for each question, and every link leads to one', () => {
    const ids = [...page.matchAll(/<section id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids).toEqual([
      ...['total', 'waterfall', 'what-if', 'eligible', 'window', 'categories', 'times', 'transport'],
      ...['policies', 'optimum', 'assumptions', 'limits', 'input'],
    ]);
    const links = [...page.matchAll(/<a href="#([^"]+)"/g)].map(([, id]) => id);
    expect(links.every((id) => ids.includes(id ?? ''))).toBe(true);
  });

  it('escapes what it was given', () => {
    expect(page).toContain('one &lt;b&gt;');
    expect(page).toContain('a&amp;b.csv');
    expect(page).not.toContain('<x>');
  });

  it('has a text for every drawing', () => {
    const drawings = [...page.matchAll(/<svg [^>]*>/g)].map(([tag]) => tag);
    expect(drawings.length).toBeGreaterThan(20);
    expect(drawings.every((tag) => /aria-hidden="true"|role="img" aria-label="[^"]{20}/.test(tag))).toBe(
      true,
    );
  });

  it('tells that of much data a part was used', () => {
    expect(page).toContain('some figures come from a part of the articles');
  });
});

describe('its figures', () => {
  it('add up: the waterfall to the saving per forward, the refusals to the ineligible', () => {
    for (const { waterfall, saved_per_forward, refused, returns, eligible } of forecast.policies) {
      const sum = waterfall.reduce((total, { amount }) => total + amount, 0);
      expect(Math.abs(sum - saved_per_forward)).toBeLessThan(0.1);
      expect(refused.reduce((total, each) => total + each.returns, 0)).toBeCloseTo(returns - eligible, 1);
    }
  });

  it('begin the sliders at policy A', () => {
    const { axes, base, cells } = forecast.what_if;
    const lengths = [axes.window_days, axes.ship_by_days, axes.discount_percent, axes.adoption].map(
      (each) => each.length,
    );
    expect(cells).toHaveLength(lengths.reduce((product, each) => product * each, 1));
    const at = base.reduce((sum, stop, axis) => sum * (lengths[axis] ?? 1) + stop, 0);
    const [first] = forecast.policies;
    const [eligible, matched, , saved] = cells[at] ?? [];
    expect(eligible).toBeCloseTo(first?.eligible ?? 0, 0);
    expect(matched).toBeCloseTo(first?.matched ?? 0, 0);
    expect(saved).toBeCloseTo(first?.saved ?? 0, 0);
  });

  it('forward more of the same matches with more time to hand in', () => {
    const [three, seven] = forecast.policies;
    expect(seven?.forwarded).toBeGreaterThan(three?.forwarded ?? 0);
    expect(forecast.difference?.p50).toBeGreaterThan(0);
  });

  it('stay at or below what hindsight could do', () => {
    const { policy: own, clairvoyant } = forecast.optimum;
    expect(own).toBeGreaterThan(0);
    expect(own).toBeLessThanOrEqual(clairvoyant);
  });

  it('keep the percentiles in order', () => {
    for (const {
      saved_percentiles: { p5, p50, p95 },
    } of forecast.policies) {
      expect([p5, p50, p95]).toEqual([p5, p50, p95].toSorted((a, b) => a - b));
    }
  });
});

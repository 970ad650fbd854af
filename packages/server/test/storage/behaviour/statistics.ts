import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ArticleDemand, WritableStatistics } from '../../../src/statistics-ports.ts';
import {
  after,
  type EngineUnderTest,
  type OpenStore,
  OTHER,
  SHOP,
  withRetailers,
} from '../engine-under-test.ts';

const day = { category: 'dresses', matched_on: '2027-03-01', limit_days: 7 };

function demandOf(sku: string, changes: Partial<ArticleDemand> = {}): ArticleDemand {
  const counted = { orders: 3, general: 2.25, naming: 0.5, days: 4.125, naming_days: 1.5, listed: true };
  return { sku, category: 'dresses', ...counted, seen_at: '2027-03-01T12:00:00.000Z', ...changes };
}

export function describeStatistics(engine: EngineUnderTest): void {
  describe('statistics', () => {
    let open: OpenStore;
    beforeEach(async () => {
      open = await withRetailers(engine);
    });
    afterEach(() => open.close());

    const write = (work: (statistics: WritableStatistics) => Promise<void>, retailer = SHOP) =>
      open.store.command(retailer, ({ statistics }) => work(statistics));
    const look = (sku: string, category?: string, retailer = SHOP) =>
      open.store.query(retailer, ({ statistics }) => statistics.ofArticle(sku, category));

    it('knows nothing of what was never seen', async () => {
      const nothing = { demand: undefined, ratings: { acceptable: 0, unacceptable: 0 } };
      expect(await look('dress', 'dresses')).toEqual(nothing);
      await write((statistics) => statistics.putDemand(demandOf('dress')), OTHER);
      await write((statistics) => statistics.countRating('dresses', 'acceptable'), OTHER);
      expect(await look('dress', 'dresses')).toEqual(nothing);
    });

    it('replaces the demand of an article and keeps the others', async () => {
      const second = demandOf('dress', {
        general: 9.75,
        orders: 10,
        category: null,
        seen_at: new Date(after(5)).toISOString(),
      });
      await write((statistics) => statistics.putDemand(demandOf('dress')));
      await write((statistics) => statistics.putDemand(demandOf('shirt')));
      await write((statistics) => statistics.putDemand(second));
      expect((await look('dress')).demand).toEqual(second);
      const listed = await open.store.query(SHOP, ({ statistics }) => statistics.articles(10));
      expect(listed).toEqual([second, demandOf('shirt')]);
      expect(await open.store.query(SHOP, ({ statistics }) => statistics.articles(1))).toEqual([second]);
    });

    it('counts ratings by category', async () => {
      for (const counts of ['acceptable', 'unacceptable', 'acceptable'] as const)
        await write((statistics) => statistics.countRating('dresses', counts));
      await write((statistics) => statistics.countRating('shoes', 'acceptable'));
      expect((await look('dress', 'dresses')).ratings).toEqual({ acceptable: 2, unacceptable: 1 });
      expect((await look('dress')).ratings).toEqual({ acceptable: 0, unacceptable: 0 });
    });

    it('counts matches and how they end by day, category and time limit', async () => {
      const handIns = (from: string) =>
        open.store.query(SHOP, ({ statistics }) => statistics.handIns('dresses', from));
      await write(async (statistics) => {
        for (let i = 0; i < 3; i += 1) await statistics.countMatch(day);
        await statistics.countMatch({ ...day, category: 'shoes' });
        await statistics.countMatch({ ...day, matched_on: '2027-02-27' });
        await statistics.countOutcome(day, 'handed_in', 3);
        await statistics.countOutcome(day, 'handed_in', 1);
        await statistics.countOutcome(day, 'handed_in', 3);
        await statistics.countOutcome(day, 'withdrawn', 2);
      });
      const { category: _, ...found } = day;
      expect(await handIns('2027-03-01')).toEqual([
        { ...found, matches: 3, handed_in: [1, 0, 2], withdrawn: [0, 1] },
      ]);
      expect(await handIns('2027-02-01')).toHaveLength(2);
    });

    it('passes over the end of a match that was never counted', async () => {
      await write((statistics) => statistics.countOutcome(day, 'handed_in', 1));
      expect(await open.store.query(SHOP, ({ statistics }) => statistics.handIns('dresses', ''))).toEqual([]);
    });

    it('forgets everything when a retailer is reset, and nothing of another', async () => {
      for (const retailer of [SHOP, OTHER]) {
        await write((statistics) => statistics.putDemand(demandOf('dress')), retailer);
        await write((statistics) => statistics.countRating('dresses', 'acceptable'), retailer);
        await write((statistics) => statistics.countMatch(day), retailer);
      }
      await open.store.system.reset(SHOP);
      const seen = (retailer: string) =>
        open.store.query(retailer, async ({ statistics }) => {
          const { demand, ratings } = await statistics.ofArticle('dress', 'dresses');
          const cohorts = await statistics.handIns('dresses', '');
          return [demand === undefined ? 0 : 1, ratings.acceptable, cohorts.length];
        });
      expect(await seen(SHOP)).toEqual([0, 0, 0]);
      expect(await seen(OTHER)).toEqual([1, 1, 1]);
    });
  });
}

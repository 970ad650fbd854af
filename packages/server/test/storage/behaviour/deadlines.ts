import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  after,
  type EngineUnderTest,
  NOON,
  type OpenStore,
  OTHER,
  SHOP,
  withRetailers,
} from '../engine-under-test.ts';

export function describeDeadlines(engine: EngineUnderTest): void {
  describe('deadlines', () => {
    let open: OpenStore;
    beforeEach(async () => {
      open = await withRetailers(engine);
    });
    afterEach(() => open.close());

    const set = (id: string, dueAt: string, retailer = SHOP) =>
      open.store.command(retailer, (unit) => unit.deadlines.set('offer', { kind: 'return', id }, dueAt));
    const take = (id: string, fence?: string) =>
      open.store.command(SHOP, (unit) => unit.deadlines.take('offer', id, fence));
    const claim = (now: string, limit = 10) =>
      open.store.system.deadlines.claim({ now, owner: 'w1', leaseSeconds: 30, limit });

    it('are claimed when due, inclusively, the oldest first, across retailers', async () => {
      await set('c', after(2));
      await set('a', NOON, OTHER);
      await set('b', after(1));
      await set('d', after(3));
      expect((await claim(after(2), 2)).map((lease) => lease.subject.id)).toEqual(['a', 'b']);
      const rest = await claim(after(2));
      expect(rest).toMatchObject([
        {
          retailer_id: SHOP,
          name: 'offer',
          subject: { kind: 'return', id: 'c' },
          attempts: 0,
          due_at: '2027-03-01T12:00:02.000Z',
        },
      ]);
      expect(await claim(after(2))).toEqual([]);
    });

    it('come back when the lease has run out, and the sleeper is fenced', async () => {
      await set('a', NOON);
      const [first] = await claim(NOON);
      expect(await claim(after(29))).toEqual([]);
      const [second] = await claim(after(30));
      expect(await take('a', first?.fence)).toBe(false);
      expect(first && (await open.store.system.deadlines.retry(first, after(60)))).toBe(false);
      expect(await take('a', second?.fence)).toBe(true);
      expect(await take('a', second?.fence)).toBe(false);
    });

    it('are taken once, and not at all if the command fails', async () => {
      await set('a', NOON);
      const failing = open.store.command(SHOP, async (unit) => {
        await unit.deadlines.take('offer', 'a');
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      expect(await Promise.all([take('a'), take('a'), take('a')])).toEqual([true, false, false]);
    });

    it('keep their time through retries, and count them', async () => {
      await set('a', NOON);
      const [lease] = await claim(NOON);
      expect(lease && (await open.store.system.deadlines.retry(lease, after(60)))).toBe(true);
      expect(await claim(after(59))).toEqual([]);
      expect(await claim(after(60))).toMatchObject([{ attempts: 1, due_at: '2027-03-01T12:00:00.000Z' }]);
    });

    it('move when set again, which voids a lease', async () => {
      await set('a', NOON);
      const [lease] = await claim(NOON);
      await set('a', after(5));
      expect(await take('a', lease?.fence)).toBe(false);
      expect(await open.store.query(SHOP, (view) => view.deadlines.dueAt('offer', 'a'))).toBe(
        '2027-03-01T12:00:05.000Z',
      );
      expect(await claim(after(4))).toEqual([]);
      expect(await claim(after(5))).toHaveLength(1);
    });

    it('do not fall to a lease of an earlier deadline of the same name', async () => {
      await set('a', NOON);
      const [old] = await claim(NOON);
      await open.store.command(SHOP, (unit) => unit.deadlines.clear('offer', 'a'));
      await set('a', NOON);
      await claim(NOON);
      expect(await take('a', old?.fence)).toBe(false);
    });

    it('tell when the next one can be claimed', async () => {
      const next = () => open.store.system.deadlines.nextDue();
      expect(await next()).toBeUndefined();
      await set('a', after(10));
      await set('b', after(20));
      expect(await next()).toBe('2027-03-01T12:00:10.000Z');
      await claim(after(10));
      expect(await next()).toBe('2027-03-01T12:00:20.000Z');
    });

    it('each go to one of many workers', async () => {
      for (let i = 0; i < 40; i++) await set(`r${i}`, NOON);
      const claims = await Promise.all(Array.from({ length: 8 }, () => claim(NOON, 7)));
      const ids = claims.flat().map((lease) => lease.subject.id);
      expect(new Set(ids).size).toBe(40);
      expect(ids).toHaveLength(40);
    });
  });
}

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StoreUnavailable } from '../../../src/store-faults.ts';
import {
  aReturn,
  type EngineUnderTest,
  NOON,
  type OpenStore,
  OTHER,
  SHOP,
  withRetailers,
} from '../engine-under-test.ts';

export function describeCommands(engine: EngineUnderTest): void {
  describe('commands', () => {
    let open: OpenStore;
    beforeEach(async () => {
      open = await withRetailers(engine);
    });
    afterEach(() => open.close());

    it('shares commits between commands that wait together, and keeps each of them', async () => {
      const before = open.commits.length;
      const ids = Array.from({ length: 50 }, (_, i) => `ret_${i}`);
      await Promise.all(
        ids.map((id) => open.store.command(SHOP, (unit) => unit.returns.insert(aReturn(id)))),
      );
      expect(open.commits.length - before).toBeLessThan(5);
      const store = await open.reopen();
      expect(await store.query(SHOP, (view) => view.returns.count({}))).toBe(50);
    });

    it('waits with a commit as long as every turn of the event loop brings another command', async () => {
      const before = open.commits.length;
      const coming: Promise<unknown>[] = [];
      for (let i = 0; i < 10; i += 1) {
        const nextTurn = new Promise((resolve) => setImmediate(resolve));
        coming.push(open.store.command(SHOP, (unit) => unit.returns.insert(aReturn(`ret_${i}`))));
        await nextTurn;
      }
      await Promise.all(coming);
      expect(open.commits.slice(before)).toEqual([10]);
    });

    it('rolls back one command and leaves its neighbours', async () => {
      const command = (id: string, fail: boolean) =>
        open.store.command(SHOP, async (unit) => {
          await unit.returns.insert(aReturn(id));
          await unit.deadlines.set('offer', { kind: 'return', id }, NOON);
          if (fail) throw new Error('no');
        });
      const outcomes = await Promise.allSettled([
        command('a', false),
        command('b', true),
        command('c', false),
      ]);
      expect(outcomes.map((o) => o.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      const found = await open.store.query(SHOP, (view) => view.returns.find({}));
      expect(found.map((r) => r.doc.id)).toEqual(['a', 'c']);
      expect(await open.store.query(SHOP, (view) => view.deadlines.dueAt('offer', 'b'))).toBeUndefined();
    });

    it('sees in a query every command that was answered before', async () => {
      for (let i = 0; i < 20; i++) {
        await open.store.command(SHOP, (unit) => unit.returns.insert(aReturn(`ret_${i}`)));
        expect(await open.store.query(SHOP, (view) => view.returns.count({}))).toBe(i + 1);
      }
    });

    it('reads one snapshot throughout a query', async () => {
      const counts = await open.store.query(SHOP, async (view) => {
        const first = await view.returns.count({});
        // Only a test may await something else in here.
        await open.store.command(SHOP, (unit) => unit.returns.insert(aReturn('late')));
        return [first, await view.returns.count({})];
      });
      expect(counts).toEqual([0, 0]);
      expect(await open.store.query(SHOP, (view) => view.returns.count({}))).toBe(1);
    });

    it('shows a unit what it wrote itself', async () => {
      const seen = await open.store.command(SHOP, async (unit) => {
        await unit.returns.insert(aReturn('mine'));
        return unit.returns.get('mine');
      });
      expect(seen?.version).toBe(1);
    });

    it('refuses a unit whose command has ended', async () => {
      const leaked = await open.store.command(SHOP, async (unit) => unit);
      await expect(leaked.returns.insert(aReturn('x'))).rejects.toThrow(/ended/);
      await expect(leaked.events.page({}, { limit: 1 })).rejects.toThrow(/ended/);
      await expect(leaked.ratingLinks.redeem('t', NOON)).rejects.toThrow(/ended/);
    });

    it('finishes what is under way when it closes, and refuses what comes later', async () => {
      const written = open.store.command(SHOP, (unit) => unit.returns.insert(aReturn('last')));
      const old = open.store;
      const store = await open.reopen();
      await written;
      expect(await store.query(SHOP, (view) => view.returns.get('last'))).toBeDefined();
      await expect(old.command(SHOP, async () => 1)).rejects.toBeInstanceOf(StoreUnavailable);
      await expect(old.query(SHOP, async () => 1)).rejects.toBeInstanceOf(StoreUnavailable);
    });

    it('answers a ping', async () => {
      await expect(open.store.system.ping()).resolves.toBeUndefined();
    });

    it('resets one retailer without touching its keys or a neighbour', async () => {
      const token = 'orf_test_sandbox';
      await open.store.system.keys.create({
        id: 'k',
        retailer_id: SHOP,
        token,
        name: 'k',
        scopes: [],
        created_at: NOON,
      });
      for (const retailer of [SHOP, OTHER]) {
        await open.store.command(retailer, async (unit) => {
          await unit.returns.insert(aReturn('r', { external_id: 'e' }));
          await unit.vault.put('r', { street: 'Elm' });
          await unit.audit({
            request_id: 'q',
            key_id: null,
            operation: 'createReturn',
            subject_id: 'r',
            at: NOON,
          });
        });
      }
      await open.store.system.reset(SHOP);
      const left = (retailer: string) =>
        open.store.query(retailer, async (view) => [await view.returns.count({}), await view.vault.get('r')]);
      expect(await left(SHOP)).toEqual([0, undefined]);
      expect(await left(OTHER)).toEqual([1, { street: 'Elm' }]);
      expect(await open.store.system.keys.find(token)).toBeDefined();
    });
  });
}

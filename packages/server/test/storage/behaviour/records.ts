import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ExternalIdTaken, InvalidCursor, StaleRecord } from '../../../src/store-faults.ts';
import {
  aDecision,
  aForward,
  after,
  aListing,
  anOrder,
  aReturn,
  type EngineUnderTest,
  NOON,
  type OpenStore,
  OTHER,
  SHOP,
  withRetailers,
} from '../engine-under-test.ts';

export function describeRecords(engine: EngineUnderTest): void {
  describe('records', () => {
    let open: OpenStore;
    beforeEach(async () => {
      open = await withRetailers(engine);
    });
    afterEach(() => open.close());

    it('gives back what was put, with its private columns and row version', async () => {
      const draft = aReturn('ret_1', { external_id: 'e1', x_note: ['kept', { as: 'is' }] });
      await open.store.command(SHOP, (unit) => unit.returns.insert(draft));
      const stored = await open.store.query(SHOP, (view) => view.returns.get('ret_1'));
      expect(stored).toEqual({ ...draft, version: 1 });
      expect(await open.store.query(SHOP, (view) => view.returns.byExternalId('e1'))).toEqual(stored);
    });

    it('counts the row version up and refuses an update of a stale one', async () => {
      const first = await open.store.command(SHOP, (unit) => unit.returns.insert(aReturn('r')));
      const listed = { ...first, doc: { ...first.doc, status: 'listed' as const } };
      const second = await open.store.command(SHOP, (unit) => unit.returns.update(listed));
      expect(second.version).toBe(2);
      await expect(open.store.command(SHOP, (unit) => unit.returns.update(first))).rejects.toBeInstanceOf(
        StaleRecord,
      );
      const stored = await open.store.query(SHOP, (view) => view.returns.find({ status: 'listed' }));
      expect(stored).toEqual([second]);
    });

    it('refuses a duplicate external_id of the same kind and retailer only', async () => {
      const insert = (retailer: string, id: string) =>
        open.store.command(retailer, (unit) => unit.returns.insert(aReturn(id, { external_id: 'e' })));
      await insert(SHOP, 'a');
      await expect(insert(SHOP, 'b')).rejects.toBeInstanceOf(ExternalIdTaken);
      await insert(OTHER, 'b');
      await open.store.command(SHOP, (unit) => unit.orders.insert(anOrder('o', { external_id: 'e' })));
      await open.store.command(SHOP, (unit) => unit.returns.insert(aReturn('no_external_id_1')));
      await open.store.command(SHOP, (unit) => unit.returns.insert(aReturn('no_external_id_2')));
      expect(await open.store.query(SHOP, (view) => view.returns.count({}))).toBe(3);
    });

    it("does not let one retailer see another's record", async () => {
      const stored = await open.store.command(SHOP, async (unit) => {
        await unit.events.append({
          id: 'e',
          type: 't',
          subject: { kind: 'return', id: 'r' },
          occurred_at: NOON,
          effective_at: NOON,
          recorded_at: NOON,
          data: { n: 1 },
        });
        return unit.returns.insert(aReturn('r', { external_id: 'x' }));
      });
      const seen = await open.store.query(OTHER, async (view) => [
        await view.returns.get('r'),
        await view.returns.byExternalId('x'),
        await view.events.get('e'),
        ...(await view.returns.find({})),
        ...(await view.returns.page({}, { limit: 10 })).items,
        ...(await view.events.page({}, { limit: 10 })).items,
      ]);
      expect(seen).toEqual([undefined, undefined, undefined]);
      await expect(open.store.command(OTHER, (unit) => unit.returns.update(stored))).rejects.toBeInstanceOf(
        StaleRecord,
      );
    });

    it.each([
      ['one value', { sku: 'dress' }, ['a', 'b', 'd']],
      ['two members', { sku: 'dress', status: 'active' }, ['a', 'd']],
      ['any of several', { grade: ['as_new', 'good'] }, ['a', 'b', 'c']],
      ['any of none', { grade: [] }, []],
      ['from an instant', { closes_at: { from: after(60) } }, ['a', 'b', 'c']],
      ['before an instant, written otherwise', { closes_at: { before: '2027-03-01T12:01:00.000Z' } }, ['d']],
      ['the return it is of', { return_id: 'ret_of_c' }, ['c']],
      ['an undefined member restricts nothing', { sku: undefined, currency: 'EUR' }, ['a', 'b', 'c', 'd']],
    ])('finds by %s', async (_name, filter, expected) => {
      await open.store.command(SHOP, async (unit) => {
        await unit.listings.insert(aListing('a'));
        await unit.listings.insert(aListing('b', { status: 'matched', grade: 'good' }));
        await unit.listings.insert(aListing('c', { sku: 'shoe' }));
        await unit.listings.insert(aListing('d', { grade: 'worn', closes_at: NOON }));
      });
      const found = await open.store.query(SHOP, (view) => view.listings.find(filter));
      expect(found.map((record) => record.doc.id)).toEqual(expected);
      expect(await open.store.query(SHOP, (view) => view.listings.count(filter))).toBe(expected.length);
    });

    it('finds the return of a refund, and returns by zone and time', async () => {
      await open.store.command(SHOP, async (unit) => {
        await unit.returns.insert(aReturn('a'));
        await unit.returns.insert({ ...aReturn('b', { created_at: after(60) }), zone: '10' });
      });
      const ids = (filter: object, limit?: number) =>
        open.store.query(SHOP, async (view) =>
          (await view.returns.find(filter, { limit })).map((record) => record.doc.id),
        );
      expect(await ids({ refund_id: 'rfd_of_a' }, 1)).toEqual(['a']);
      expect(await ids({ zone: '10', created_at: { from: NOON, before: undefined } })).toEqual(['b']);
      expect(await ids({}, 1)).toEqual(['a']);
    });

    it('finds records that have no value, and refuses a column there is none of', async () => {
      await open.store.command(SHOP, (unit) => unit.returns.insert(aReturn('r', { external_id: null })));
      expect(await open.store.query(SHOP, (view) => view.returns.find({ external_id: null }))).toHaveLength(
        1,
      );
      const nonsense = { 'id" or 1=1 --': 'x' } as object;
      await expect(open.store.query(SHOP, (view) => view.returns.find(nonsense))).rejects.toBeInstanceOf(
        TypeError,
      );
    });

    it('finds decisions by what they are about, and forwards by what they join', async () => {
      await open.store.command(SHOP, async (unit) => {
        await unit.decisions.insert(aDecision('d1', 'ord_1'));
        await unit.decisions.insert(aDecision('d2', 'ord_2'));
        await unit.forwards.insert(aForward('f1'));
      });
      const found = await open.store.query(SHOP, async (view) => [
        ...(await view.decisions.find({ subject: 'ord_2' })),
        ...(await view.forwards.find({ return_id: 'ret_1', order_id: 'ord_1' })),
      ]);
      expect(found.map((record) => record.doc.id)).toEqual(['d2', 'f1']);
    });

    it('pages through everything once, whatever is inserted meanwhile', async () => {
      let serial = 0;
      const insert = (retailer: string) =>
        open.store.command(retailer, (unit) => unit.returns.insert(aReturn(`r${serial++}`)));
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 0, max: 12 }),
          fc.integer({ min: 1, max: 5 }),
          async (rows, limit) => {
            await open.store.system.reset(SHOP);
            const initial = [];
            for (let i = 0; i < rows; i++) initial.push((await insert(SHOP)).doc.id);
            const seen: string[] = [];
            let cursor: string | null | undefined;
            let late = 3;
            do {
              const request = { limit, cursor: cursor ?? undefined };
              const page = await open.store.query(SHOP, (view) =>
                view.returns.page({ status: 'offered' }, request),
              );
              expect(page.items.length).toBeLessThanOrEqual(limit);
              seen.push(...page.items.map((record) => record.doc.id));
              cursor = page.next_cursor;
              if (late-- > 0) await Promise.all([insert(SHOP), insert(OTHER)]);
            } while (cursor !== null);
            expect(seen.slice(0, rows)).toEqual(initial);
            expect(new Set(seen).size).toBe(seen.length);
          },
        ),
        { numRuns: 15 },
      );
    });

    it('takes no cursor but its own', async () => {
      await open.store.command(SHOP, async (unit) => {
        for (const id of ['a', 'b', 'c']) await unit.returns.insert(aReturn(id));
      });
      const { next_cursor } = await open.store.query(SHOP, (view) => view.returns.page({}, { limit: 1 }));
      const cursor = next_cursor ?? '';
      const page = (retailer: string, kind: 'returns' | 'orders', used: string) =>
        open.store.query(retailer, async (view) => {
          const request = { limit: 1, cursor: used };
          const { items } =
            kind === 'returns' ? await view.returns.page({}, request) : await view.orders.page({}, request);
          return items.map((record) => record.doc.id);
        });
      expect(await page(SHOP, 'returns', cursor)).toEqual(['b']);
      const wrong = [
        page(OTHER, 'returns', cursor),
        page(SHOP, 'orders', cursor),
        page(SHOP, 'returns', 'AAAA'),
      ];
      for (const attempt of [...wrong, page(SHOP, 'returns', ''), page(SHOP, 'returns', `${cursor}=`)]) {
        await expect(attempt).rejects.toBeInstanceOf(InvalidCursor);
      }
    });
  });
}

import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  after,
  aListing,
  type EngineUnderTest,
  type OpenStore,
  OTHER,
  SHOP,
  withRetailers,
} from '../engine-under-test.ts';

interface Known {
  readonly id: string;
  readonly sku: string;
  readonly value_class: string;
  readonly opens: number;
  readonly closes: number;
  status: string;
}

/** Classes of what is open at a moment, as whoever looks at every listing finds them. */
function classesByHand(listings: readonly Known[], sku: string, at: number) {
  const open = openAt(listings, sku, at);
  return [...new Set(open.map(({ value_class }) => value_class))].toSorted().map((value_class) => {
    const [first, ...others] = open.filter((each) => each.value_class === value_class);
    return { value_class, count: others.length + 1, first: first && toListing(first) };
  });
}

function openAt(listings: readonly Known[], sku: string, at: number): Known[] {
  return listings
    .filter((each) => each.sku === sku && each.status === 'active' && each.opens <= at && each.closes > at)
    .toSorted((a, b) => a.closes - b.closes || (a.id < b.id ? -1 : 1));
}

function toListing({ id, closes }: Known) {
  return { listing_id: id, closes_at: new Date(after(closes)).toISOString() };
}

export function describeOpenListings(engine: EngineUnderTest): void {
  describe('open listings', () => {
    let open: OpenStore;
    beforeEach(async () => {
      open = await withRetailers(engine);
    });
    afterEach(() => open.close());

    const insert = ({ id, sku, value_class, opens, closes }: Known, retailer = SHOP) =>
      open.store.command(retailer, (unit) =>
        unit.listings.insert(
          aListing(id, { sku, opens_at: after(opens), closes_at: after(closes) }, value_class),
        ),
      );
    const change = (id: string, to: { status?: string; value_class?: string }) =>
      open.store.command(SHOP, async (unit) => {
        const record = await unit.listings.get(id);
        if (record === undefined) throw new Error(`no listing ${id}`);
        const { status = record.doc.status, value_class = record.value_class } = to;
        await unit.listings.update({
          ...record,
          value_class,
          doc: { ...record.doc, status } as typeof record.doc,
        });
      });
    const classes = async (sku: string, at: number, isPast = false) => {
      const wanted = { sku, at: after(at), isPast };
      const found = await open.store.query(SHOP, (view) => view.openListings.classes(wanted));
      return found.toSorted((a, b) => (a.value_class < b.value_class ? -1 : 1));
    };

    const moment = fc.nat({ max: 30 });
    const anyListing = fc.record({
      sku: fc.constantFrom('dress', 'shirt'),
      value_class: fc.constantFrom('a', 'b', 'c'),
      opens: fc.nat({ max: 10 }),
      closes: moment,
      changed: fc.option(fc.constantFrom({ status: 'matched' }, { value_class: 'b' }, { value_class: 'd' })),
    });

    it('are found by class as by looking at each of them, whatever they went through', async () => {
      let made = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(anyListing, { maxLength: 12 }), moment, async (drafts, at) => {
          await open.store.system.reset(SHOP);
          const listings: Known[] = [];
          for (const { changed, ...draft } of drafts) {
            made += 1;
            const listing = { ...draft, id: `lst_${made}`, status: 'active' };
            await insert(listing);
            if (changed !== null) await change(listing.id, changed);
            listings.push({ ...listing, ...changed });
          }
          expect(await classes('dress', at, true)).toEqual(classesByHand(listings, 'dress', at));
          const opened = Math.max(10, at);
          expect(await classes('dress', opened)).toEqual(classesByHand(listings, 'dress', opened));
        }),
        { numRuns: 40 },
      );
    });

    it('of a class come in the order in which they close, as many as asked for', async () => {
      const closing = [30, 20, 40, 20, 5];
      const listings = closing.map((closes, i) => {
        return { id: `lst_${i}`, sku: 'dress', value_class: 'a', opens: 0, closes, status: 'active' };
      });
      for (const listing of listings) await insert(listing);
      const ofClass = (limit: number, before?: string) =>
        open.store.query(SHOP, (view) =>
          view.openListings.ofClass({ sku: 'dress', at: after(5) }, { value_class: 'a', limit, before }),
        );
      const sorted = openAt(listings, 'dress', 5).map(toListing);
      expect(sorted.map(({ listing_id }) => listing_id)).toEqual(['lst_1', 'lst_3', 'lst_0', 'lst_2']);
      expect(await ofClass(10)).toEqual(sorted);
      expect(await ofClass(3)).toEqual(sorted.slice(0, 3));
      expect(await ofClass(10, after(30))).toEqual(sorted.slice(0, 2));
      const closings = (limit: number) =>
        open.store.query(SHOP, (view) => view.openListings.closings({ sku: 'dress', at: after(5) }, limit));
      expect(await closings(9)).toEqual(sorted.map(({ closes_at }) => closes_at));
      expect(await closings(2)).toHaveLength(2);
    });

    it("are not another retailer's, and none after a reset", async () => {
      const listing = { id: 'lst_1', sku: 'dress', value_class: 'a', opens: 0, closes: 9, status: 'active' };
      await insert(listing, OTHER);
      expect(await classes('dress', 0)).toEqual([]);
      await insert(listing);
      expect(await classes('dress', 0)).toHaveLength(1);
      await open.store.system.reset(SHOP);
      expect(await classes('dress', 0)).toEqual([]);
      await insert(listing);
      expect(await classes('dress', 0)).toMatchObject([{ count: 1 }]);
    });
  });
}

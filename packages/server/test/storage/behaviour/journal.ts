import type { TrackingEvent } from '@open-return-forwarding/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StaleRecord } from '../../../src/store-faults.ts';
import type { Policy } from '../../../src/stored.ts';
import {
  after,
  type EngineUnderTest,
  NOON,
  type OpenStore,
  OTHER,
  SHOP,
  withRetailers,
} from '../engine-under-test.ts';

export function describeJournal(engine: EngineUnderTest): void {
  describe('events, answers, policies, links and keys', () => {
    let open: OpenStore;
    beforeEach(async () => {
      open = await withRetailers(engine);
    });
    afterEach(() => open.close());

    const append = (id: string, subject: string, type = 'return.created') => {
      const event = {
        id,
        type,
        subject: { kind: 'return', id: subject },
        occurred_at: NOON,
        effective_at: NOON,
        recorded_at: NOON,
      };
      return open.store.command(SHOP, (unit) => unit.events.append({ ...event, data: { id: subject } }));
    };

    it('numbers the events of each subject from 1, also when they race', async () => {
      const appended = await Promise.all(
        Array.from({ length: 12 }, (_, i) => append(`evt_${i}`, i % 2 === 0 ? 'even' : 'odd')),
      );
      expect(appended.map((event) => event.sequence)).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6]);
      const stored = await open.store.query(SHOP, (view) => view.events.get('evt_3'));
      expect(stored).toEqual(appended[3]);
    });

    it('goes on counting after the events of a subject that was new', async () => {
      const event = { subject: { kind: 'return', id: 'r' }, occurred_at: NOON, effective_at: NOON };
      await open.store.command(SHOP, async (unit) => {
        for (const id of ['e1', 'e2'])
          await unit.events.append(
            { ...event, id, type: 't', recorded_at: NOON, data: {} },
            { isSubjectNew: true },
          );
      });
      expect((await append('e3', 'r')).sequence).toBe(3);
    });

    it('gives no event of a command that failed', async () => {
      const event = {
        id: 'e',
        type: 't',
        subject: { kind: 'return', id: 'r' },
        occurred_at: NOON,
        effective_at: NOON,
        recorded_at: NOON,
        data: { n: 1 },
      };
      const failing = open.store.command(SHOP, async (unit) => {
        await unit.events.append(event);
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      expect((await append('e2', 'r')).sequence).toBe(1);
    });

    it.each([
      ['all', {}, ['a', 'b', 'c', 'd']],
      ['a type', { type: 'return.listed' }, ['c']],
      ['several types', { type: ['return.listed', 'return.lost'] }, ['c', 'd']],
      ['a subject', { subject_id: 's1' }, ['a', 'c']],
      ['a subject and a type', { subject_id: 's1', type: 'return.created' }, ['a']],
      ['a kind', { subject_kind: 'order' }, []],
    ])('pages through events by %s', async (_name, filter, expected) => {
      await append('a', 's1');
      await append('b', 's2');
      await append('c', 's1', 'return.listed');
      await append('d', 's3', 'return.lost');
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await open.store.query(SHOP, (view) => view.events.page(filter, { limit: 2, cursor }));
        seen.push(...page.items.map((event) => event.id));
        cursor = page.next_cursor ?? undefined;
      } while (cursor !== undefined);
      expect(seen).toEqual(expected);
    });

    it('lets a reader who has caught up go on from where it was', async () => {
      const read = (cursor?: string) =>
        open.store.query(SHOP, (view) => view.events.page({ subject_id: 's1' }, { limit: 5, cursor }));
      const empty = await read();
      await append('a', 's1');
      const first = await read(empty.resume_cursor);
      const idle = await read(first.resume_cursor);
      await append('b', 's2');
      await append('c', 's1');
      const next = await read(idle.resume_cursor);
      expect([empty, first, idle, next].map((page) => page.items.map((event) => event.id))).toEqual([
        [],
        ['a'],
        [],
        ['c'],
      ]);
      expect(next.next_cursor).toBeNull();
    });

    it('knows a scan by its forward, status and moment', async () => {
      const scan = { id: 'trk_1', forward_id: 'f1', status: 'in_transit', occurred_at: NOON } as const;
      const event = { ...scan, recorded_at: after(5), effect: 'recorded' } as unknown as TrackingEvent;
      await open.store.command(SHOP, (unit) => unit.scans.insert(event));
      const again = { ...event, id: 'trk_2', occurred_at: '2027-03-01T12:00:00.000Z' };
      await expect(open.store.command(SHOP, (unit) => unit.scans.insert(again))).rejects.toThrow();
      const find = (forward: string, occurred_at: string, retailer = SHOP) =>
        open.store.query(retailer, (view) => view.scans.find(forward, { status: 'in_transit', occurred_at }));
      expect(await find('f1', again.occurred_at)).toEqual(event);
      expect([await find('f2', NOON), await find('f1', after(1)), await find('f1', NOON, OTHER)]).toEqual(
        Array.from({ length: 3 }),
      );
      expect(await open.store.query(SHOP, (view) => view.scans.ofForward('f1'))).toEqual([event]);
    });

    it('keeps an answer for its operation, key and retailer until it expires', async () => {
      const record = {
        request_digest: 'abc',
        response: { status: 201, body: { id: 'x' } },
        expires_at: after(60),
      };
      await open.store.command(SHOP, (unit) => unit.idempotency.save('createReturn', 'k', record));
      const find = (retailer: string, operation: string, now: string) =>
        open.store.command(retailer, (unit) => unit.idempotency.find(operation, 'k', now));
      expect(await find(SHOP, 'createReturn', after(59))).toEqual({
        ...record,
        expires_at: '2027-03-01T12:01:00.000Z',
      });
      expect(await find(SHOP, 'createReturn', after(60))).toBeUndefined();
      expect(await find(SHOP, 'createOrder', NOON)).toBeUndefined();
      expect(await find(OTHER, 'createReturn', NOON)).toBeUndefined();
      expect(await open.store.system.idempotency.purge(after(59))).toBe(0);
      expect(await open.store.system.idempotency.purge(after(60))).toBe(1);
      expect(await find(SHOP, 'createReturn', NOON)).toBeUndefined();
    });

    const policy = (version: number, effective_from: string) =>
      ({ version, effective_from, offer: {} }) as unknown as Policy;
    const current = (at: string) => open.store.query(SHOP, (view) => view.policies.current(at));
    const add = (added: Policy) => open.store.command(SHOP, (unit) => unit.policies.add(added));

    it('answers with the newest policy in force, and keeps every version', async () => {
      expect(await current(NOON)).toBeUndefined();
      await add(policy(1, NOON));
      await add(policy(2, after(100)));
      expect((await current(after(99)))?.version).toBe(1);
      expect((await current(after(100)))?.version).toBe(2);
      expect((await current(NOON))?.version).toBe(1);
      await add(policy(3, after(50)));
      expect((await current(after(50)))?.version).toBe(3);
      expect(await open.store.query(SHOP, (view) => view.policies.get(2))).toEqual(policy(2, after(100)));
      const { items } = await open.store.query(SHOP, (view) => view.policies.page({ limit: 10 }));
      expect(items.map((item) => item.version)).toEqual([3, 2, 1]);
      await expect(add(policy(3, NOON))).rejects.toBeInstanceOf(StaleRecord);
      await expect(add(policy(5, NOON))).rejects.toBeInstanceOf(StaleRecord);
    });

    it('never answers with a policy that was rolled back or reset', async () => {
      const failing = open.store.command(SHOP, async (unit) => {
        await unit.policies.add(policy(1, NOON));
        await unit.policies.add(policy(2, NOON));
        expect((await unit.policies.current(NOON))?.version).toBe(2);
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      expect(await current(NOON)).toBeUndefined();
      await add({ ...policy(1, NOON), x_second: true } as unknown as Policy);
      expect(await current(NOON)).toMatchObject({ x_second: true });
      await open.store.system.reset(SHOP);
      expect(await current(NOON)).toBeUndefined();
      await add(policy(1, NOON));
      expect(Object.isFrozen(await current(NOON))).toBe(true);
    });

    it('redeems a rating link once, before it expires, under its own retailer', async () => {
      const link = { forward_id: 'fwd_1', expires_at: after(60) };
      await open.store.command(SHOP, (unit) => unit.ratingLinks.create('secret', link));
      const redeem = (retailer: string, token: string, at: string) =>
        open.store.command(retailer, (unit) => unit.ratingLinks.redeem(token, at));
      expect(await redeem(OTHER, 'secret', NOON)).toBe(false);
      expect(await redeem(SHOP, 'secret', after(60))).toBe(false);
      expect(await redeem(SHOP, 'guess', NOON)).toBe(false);
      expect(await Promise.all([redeem(SHOP, 'secret', NOON), redeem(SHOP, 'secret', NOON)])).toEqual([
        true,
        false,
      ]);
      const found = await open.store.system.ratingLinks.find('secret');
      expect(found).toMatchObject({
        retailer_id: SHOP,
        forward_id: 'fwd_1',
        redeemed_at: '2027-03-01T12:00:00.000Z',
      });
      expect(await open.store.system.ratingLinks.find('guess')).toBeUndefined();
    });

    it('knows a key by its token until it is revoked', async () => {
      const { keys } = open.store.system;
      const made = {
        id: 'key_1',
        retailer_id: SHOP,
        name: 'shop floor',
        scopes: ['returns:write'],
        created_at: NOON,
      };
      await keys.create({ ...made, token: 'orf_live_0123456789abcdef' });
      const key = {
        ...made,
        prefix: 'orf_live_',
        last_digits: 'cdef',
        revoked_at: null,
        created_at: '2027-03-01T12:00:00.000Z',
      };
      expect(await keys.find('orf_live_0123456789abcdef')).toEqual(key);
      expect(await keys.find('orf_live_0123456789abcdeg')).toBeUndefined();
      expect(await keys.revoke('key_1', after(1))).toBe(true);
      expect(await keys.find('orf_live_0123456789abcdef')).toBeUndefined();
      expect(await keys.revoke('key_1', after(2))).toBe(false);
      expect(await keys.list(SHOP)).toEqual([{ ...key, revoked_at: '2027-03-01T12:00:01.000Z' }]);
      await expect(keys.create({ ...made, id: 'key_2', token: 'secret' })).rejects.toBeInstanceOf(TypeError);
    });

    it('keeps retailers and named values', async () => {
      const { meta, retailers } = open.store.system;
      expect(await retailers.create({ id: SHOP, name: 'again', created_at: NOON })).toBe(false);
      expect(await retailers.get(SHOP)).toMatchObject({ id: SHOP, name: SHOP });
      expect((await retailers.list()).map((retailer) => retailer.id)).toEqual([OTHER, SHOP]);
      expect(await meta.get('clock')).toBeUndefined();
      await meta.set('clock', NOON);
      await meta.set('clock', after(1));
      expect(await meta.get('clock')).toBe(after(1));
    });
  });
}

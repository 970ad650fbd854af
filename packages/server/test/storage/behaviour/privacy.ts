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

const CANARY = 'Canary Kanarienvogel 7, 9000 Gent';

export function describePrivacy(engine: EngineUnderTest): void {
  describe('personal data', () => {
    let open: OpenStore;
    beforeEach(async () => {
      open = await withRetailers(engine);
    });
    afterEach(() => open.close());

    const put = (subject: string, value: unknown) =>
      open.store.command(SHOP, (unit) => unit.vault.put(subject, value));
    const get = (subject: string, retailer = SHOP) =>
      open.store.query(retailer, (view) => view.vault.get(subject));

    it('comes back as it was put, for its own retailer only', async () => {
      await put('ret_1', { name: CANARY, lines: [1, null] });
      expect(await get('ret_1')).toEqual({ name: CANARY, lines: [1, null] });
      expect(await get('ret_1', OTHER)).toBeUndefined();
      expect(await get('ret_2')).toBeUndefined();
      await put('ret_1', 'moved');
      await open.reopen();
      expect(await get('ret_1')).toBe('moved');
    });

    it('is on no disk in the clear, neither before nor after a close', async () => {
      await put('ret_1', { address: CANARY });
      await open.store.command(SHOP, (unit) =>
        unit.idempotency.save('op', 'key', {
          request_digest: CANARY,
          response: { CANARY },
          expires_at: after(60),
        }),
      );
      const token = `orf_test_${CANARY}`;
      await open.store.system.keys.create({
        id: 'k',
        retailer_id: SHOP,
        token,
        name: 'k',
        scopes: [],
        created_at: NOON,
      });
      await open.store.command(SHOP, (unit) =>
        unit.ratingLinks.create(CANARY, { forward_id: 'f', expires_at: after(9) }),
      );
      for (const encoding of ['utf8', 'base64', 'hex'] as const) {
        const trace = Buffer.from(CANARY).toString(encoding).slice(0, 24);
        expect(open.bytesOnDisk().includes(trace)).toBe(false);
      }
      await open.reopen();
      expect(open.bytesOnDisk().includes(CANARY.slice(0, 12))).toBe(false);
    });

    it('cannot be read any more once it is shredded, and its key is nowhere', async () => {
      await put('ret_1', CANARY);
      await put('ret_2', 'another');
      const size = open.bytesOnDisk().length;
      expect(await open.store.command(SHOP, (unit) => unit.vault.shred('ret_1'))).toBe(true);
      expect(await get('ret_1')).toBeUndefined();
      expect(await get('ret_2')).toBe('another');
      expect(await open.store.command(SHOP, (unit) => unit.vault.shred('ret_1'))).toBe(false);
      expect(open.bytesOnDisk().length).toBeLessThan(size);
    });

    it('leaves the disk with the next commit where a reader held it', async () => {
      await put('ret_1', CANARY);
      const size = open.bytesOnDisk().length;
      await open.store.query(SHOP, async (view) => {
        await view.vault.get('ret_1');
        // Only a test may await something else in here.
        await open.store.command(SHOP, (unit) => unit.vault.shred('ret_1'));
        expect(open.bytesOnDisk().length).toBeGreaterThanOrEqual(size);
      });
      await put('ret_2', 'another');
      expect(open.bytesOnDisk().length).toBeLessThan(size);
    });

    it('cannot be read in an older copy of the database either, unlike what was not shredded', async () => {
      await put('ret_1', CANARY);
      await put('ret_2', 'before');
      const restore = open.backup();
      await put('ret_2', 'after');
      await open.store.command(SHOP, (unit) => unit.vault.shred('ret_1'));
      await put('ret_1', 'another of the same name');
      await restore();
      expect(await get('ret_1')).toBeUndefined();
      expect(await get('ret_2')).toBe('before');
    });

    it('of an answer cannot be read in an older copy either, once all of its hour have expired', async () => {
      const save = (key: string, seconds: number) =>
        open.store.command(SHOP, (unit) =>
          unit.idempotency.save('createReturn', key, {
            request_digest: 'abc',
            response: CANARY,
            expires_at: after(seconds),
          }),
        );
      const find = async (key: string) =>
        (await open.store.command(SHOP, (unit) => unit.idempotency.find('createReturn', key, NOON)))
          ?.response;
      await save('k1', 60);
      await save('k2', 120);
      await save('k3', 7_200);
      const restore = open.backup();
      expect(await open.store.system.idempotency.purge(after(60))).toBe(1);
      expect([await find('k1'), await find('k2')]).toEqual([undefined, CANARY]);
      expect(await open.store.system.idempotency.purge(after(120))).toBe(1);
      await restore();
      expect([await find('k1'), await find('k2'), await find('k3')]).toEqual([undefined, undefined, CANARY]);
    });

    it('is destroyed at the next start where a crash came between', async () => {
      await put('ret_1', CANARY);
      await put('ret_2', 'another');
      open.tamper("insert into doomed_slots select slot from record_keys where subject_id = 'ret_1'");
      await open.reopen();
      expect([await get('ret_1'), await get('ret_2')]).toEqual([undefined, 'another']);
    });

    it('is gone with everything whose id begins alike, and nothing else', async () => {
      for (const id of ['ret_1/a', 'ret_1/b', 'ret_10/a', 'ret_1']) await put(id, CANARY);
      await open.store.command(SHOP, (unit) => unit.vault.shredUnder('ret_1/'));
      const left = [await get('ret_1/a'), await get('ret_1/b'), await get('ret_10/a'), await get('ret_1')];
      expect(left).toEqual([undefined, undefined, CANARY, CANARY]);
    });

    it('stays if the command that shreds it fails', async () => {
      await put('ret_1', CANARY);
      const failing = open.store.command(SHOP, async (unit) => {
        await unit.vault.shred('ret_1');
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      expect(await get('ret_1')).toBe(CANARY);
    });

    it('cannot be moved to another subject behind the back of the store', async () => {
      await put('ret_1', CANARY);
      await put('ret_2', 'mine');
      open.tamper(
        "update sealed_records set sealed = (select sealed from sealed_records where subject_id = 'ret_1')",
      );
      open.tamper(
        "update record_keys set wrapped_key = (select wrapped_key from record_keys where subject_id = 'ret_1')",
      );
      expect(await get('ret_1')).toBe(CANARY);
      await expect(get('ret_2')).rejects.toThrow();
    });
  });
}

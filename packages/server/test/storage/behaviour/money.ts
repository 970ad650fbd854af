import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AlreadyPosted, UnbalancedPosting } from '../../../src/store-faults.ts';
import type { LedgerLine } from '../../../src/stored.ts';
import {
  after,
  type EngineUnderTest,
  NOON,
  type OpenStore,
  OTHER,
  SHOP,
  withRetailers,
} from '../engine-under-test.ts';

let serial = 0;
function posting(cause: string, amount: number, more: Partial<LedgerLine> = {}): LedgerLine[] {
  const line = {
    forward_id: 'fwd_1',
    settlement_id: null,
    currency: 'EUR',
    posted_at: NOON,
    cause,
    line: 0,
  };
  return [
    { ...line, id: `le_${serial++}`, account: 'sender_payable', amount, ...more },
    { ...line, id: `le_${serial++}`, account: 'clearing', amount: -amount, ...more },
  ];
}

export function describeMoney(engine: EngineUnderTest): void {
  describe('money', () => {
    let open: OpenStore;
    beforeEach(async () => {
      open = await withRetailers(engine);
    });
    afterEach(() => open.close());

    const post = (lines: LedgerLine[]) => open.store.command(SHOP, (unit) => unit.ledger.post(lines));

    it('keeps entries in order and sums them per account and currency', async () => {
      const lines = [...posting('delivered', 3149), ...posting('fee', -50)];
      await post(lines);
      await post(posting('delivered', 700, { currency: 'GBP', forward_id: 'fwd_2', posted_at: after(60) }));
      const [entries, balances, early] = await open.store.query(SHOP, async (view) => [
        await view.ledger.ofForward('fwd_1'),
        await view.ledger.balances(),
        await view.ledger.balances({ from: NOON, before: after(60) }),
      ]);
      expect(entries.map((entry) => entry.id)).toEqual(lines.map((line) => line.id));
      expect(entries[0]).toEqual({ ...lines[0], posted_at: '2027-03-01T12:00:00.000Z' });
      expect(balances).toEqual([
        { account: 'clearing', currency: 'EUR', amount: -3099 },
        { account: 'clearing', currency: 'GBP', amount: -700 },
        { account: 'sender_payable', currency: 'EUR', amount: 3099 },
        { account: 'sender_payable', currency: 'GBP', amount: 700 },
      ]);
      expect(early.map((balance) => balance.currency)).toEqual(['EUR', 'EUR']);
      expect(await open.store.query(OTHER, (view) => view.ledger.balances())).toEqual([]);
    });

    it('posts a cause once: a replay has no effect at all', async () => {
      await post(posting('delivered', 10));
      await expect(post([...posting('new', 5), ...posting('delivered', 10)])).rejects.toBeInstanceOf(
        AlreadyPosted,
      );
      expect(await open.store.query(SHOP, (view) => view.ledger.ofForward('fwd_1'))).toHaveLength(2);
    });

    it.each([
      ['lines off by one', [{ amount: 11 }, { amount: -10 }]],
      ['currencies mixed', [{ amount: 10 }, { amount: -10, currency: 'GBP' }]],
      ['forwards mixed', [{ amount: 10 }, { amount: -10, forward_id: 'fwd_2' }]],
      ['a fraction', [{ amount: 0.5 }, { amount: -0.5 }]],
    ])('refuses a posting with %s', async (_name, changes) => {
      const lines = posting('x', 10).map((line, i) => ({ ...line, ...changes[i] }));
      await expect(post(lines)).rejects.toBeInstanceOf(UnbalancedPosting);
    });

    it('sums to zero whatever is posted', async () => {
      const amounts = fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { maxLength: 8 });
      await fc.assert(
        fc.asyncProperty(amounts, async (posted) => {
          for (const amount of posted) await post(posting(`cause ${serial++}`, amount));
          const balances = await open.store.query(SHOP, (view) => view.ledger.balances());
          expect(balances.reduce((sum, balance) => sum + balance.amount, 0)).toBe(0);
        }),
        { numRuns: 10 },
      );
    });

    it.each(['ledger_entries', 'events', 'audit', 'policies'])(
      'lets nobody change or delete rows of %s',
      async (table) => {
        await post(posting('delivered', 10));
        await open.store.command(SHOP, async (unit) => {
          await unit.audit({ request_id: 'q', key_id: null, operation: 'o', subject_id: null, at: NOON });
          await unit.policies.add({ version: 1, effective_from: NOON } as never);
          const subject = { kind: 'return', id: 'r' };
          await unit.events.append({
            id: 'e',
            type: 't',
            subject,
            occurred_at: NOON,
            effective_at: NOON,
            recorded_at: NOON,
            data: {},
          });
        });
        expect(() => open.tamper(`update ${table} set retailer_id = '${OTHER}'`)).toThrow(/append-only/);
        expect(() => open.tamper(`delete from ${table}`)).toThrow(/append-only/);
      },
    );

    it('lets exactly one refund of a return be claimed, however many try', async () => {
      const claims = Array.from({ length: 20 }, (_, i) =>
        open.store.command(SHOP, (unit) => unit.refundEffects.claim('ret_1', `rfd_${i}`, NOON)),
      );
      const won = (await Promise.all(claims)).flatMap((claimed, i) => (claimed ? [`rfd_${i}`] : []));
      expect(won).toHaveLength(1);
      const effect = { return_id: 'ret_1', refund_id: won[0], claimed_at: '2027-03-01T12:00:00.000Z' };
      const found = await open.store.query(SHOP, async (view) => [
        await view.refundEffects.ofReturn('ret_1'),
        await view.refundEffects.byRefund(won[0] ?? ''),
        await view.refundEffects.byRefund('rfd_x'),
      ]);
      expect(found).toEqual([effect, effect, undefined]);
      expect(
        await open.store.command(OTHER, (unit) => unit.refundEffects.claim('ret_1', 'rfd_0', NOON)),
      ).toBe(true);
    });
  });
}

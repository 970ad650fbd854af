import type { OperationInfo } from '@open-return-forwarding/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { coreOperations, problemOf, requestFor } from '../support/calls.ts';
import { footprint } from '../support/footprint.ts';
import { aReturn, orderFor } from '../support/requests.ts';
import { type Sandbox, startSandbox, TOKEN } from '../support/sandbox.ts';
import { match, reset } from '../support/shop.ts';
import { waysInto } from '../support/states.ts';

let sandbox: Sandbox;
let stranger: string;
let ids: Readonly<Record<string, string>>;

beforeAll(async () => {
  sandbox = await startSandbox();
  stranger = await sandbox.newToken({ retailer: 'rtl_other' });
  ids = await everyId();
});
afterAll(() => sandbox.close());

/** One existing id for every name that a path has. */
async function everyId(): Promise<Record<string, string>> {
  await reset(sandbox);
  const records = (await waysInto.dispute.open?.(sandbox)) ?? {};
  const forward = await sandbox.ask('getForward', { path: { forward_id: records.forward_id ?? '' } });
  const [event] = (await sandbox.ask('listEvents')).items;
  return {
    ...records,
    decision_id: forward.decision_id,
    refund_id: forward.refund.id,
    settlement_id: forward.settlement_id ?? '',
    event_id: event?.id ?? '',
  };
}

/** Bodies that each operation would take. */
const bodies: Readonly<Record<string, unknown>> = {
  chooseRoute: { route: 'forward' },
  addEvidence: { kind: 'photo', url: 'https://evidence.example/1' },
  recordDisposition: { kind: 'restock' },
  closeOrder: { outcome: 'fulfilled' },
  reportTrackingEvent: { status: 'picked_up', occurred_at: '2027-03-01T09:00:00Z' },
  rateForward: { verdict: 'positive' },
  resolveHold: { outcome: 'release' },
  confirmRefund: { outcome: 'posted', external_ref: 'PSP-1' },
  closeDispute: { outcome: 'upheld' },
};
const queries: Readonly<Record<string, object>> = {
  explainReturn: { audience: 'support' },
  getTracking: { party: 'buyer' },
};

const idIn = ({ path }: OperationInfo) => /\{(\w+_id)\}/.exec(path)?.[1];
const withId = coreOperations.filter((operation) => idIn(operation) !== undefined);

async function ask(operation: OperationInfo, id: string, token: string) {
  const path = { [idIn(operation) ?? '']: id, format: 'pdf' };
  const input = { path, query: queries[operation.operationId], body: bodies[operation.operationId] };
  return sandbox.send(requestFor(operation, input, { base: 'http://localhost', token }));
}

describe('an id of another retailer', () => {
  it('is looked for in every operation that has one in its path', () => {
    expect(withId.length).toBeGreaterThan(25);
    expect(withId.map(idIn).filter((name) => ids[name ?? ''] === undefined)).toEqual([]);
  });

  it.each(withId)(
    'does not exist for $operationId: byte for byte as one that never did',
    async (operation) => {
      const id = ids[idIn(operation) ?? ''] ?? '';
      const before = footprint(sandbox);
      const foreign = await ask(operation, id, stranger);
      const never = await ask(operation, id.replace(/.{6}$/, '000000'), stranger);
      expect(footprint(sandbox)).toEqual(before);
      const without = (answer: typeof foreign) =>
        answer.text.replaceAll(problemOf(answer).request_id, 'req').replaceAll(/000000/g, id.slice(-6));
      expect([foreign.status, problemOf(foreign).code]).toEqual([404, 'not_found']);
      expect(without(foreign)).toBe(without(never));
      expect([...foreign.headers.keys()]).toEqual([...never.headers.keys()]);
      const own = await ask(operation, id, TOKEN);
      expect(own.status).not.toBe(404);
    },
  );

  it('finds nothing as a filter, a listing to order or a forward to come from', async () => {
    const query = { forward_id: undefined, return_id: ids.return_id ?? '' };
    const byReturn = await sandbox.ask(
      'listForwards',
      { query: { return_id: query.return_id } },
      { token: stranger },
    );
    expect(byReturn.items).toEqual([]);
    const bySubject = { query: { subject_id: ids.return_id ?? '' } };
    expect((await sandbox.ask('listEvents', bySubject, { token: stranger })).items).toEqual([]);
    const order = orderFor('DRESS', { listing_id: ids.listing_id ?? '' });
    const answer = await sandbox.call('createOrder', { body: order }, { token: stranger });
    expect(problemOf(answer)).toMatchObject({ status: 422, code: 'unknown_listing' });
    const never = { ...order, listing_id: 'lst_never' };
    expect(problemOf(await sandbox.call('createOrder', { body: never }, { token: stranger }))).toMatchObject({
      ...problemOf(answer),
      request_id: expect.any(String),
    });
    const again = (forwarded_from: string) =>
      sandbox.call('createReturn', { body: aReturn({ forwarded_from }) }, { token: stranger });
    const [foreign, unknown] = [await again(ids.forward_id ?? ''), await again('fwd_never')];
    expect([foreign.status, foreign.status >= 400 && problemOf(foreign).code]).toEqual([
      unknown.status,
      unknown.status >= 400 && problemOf(unknown).code,
    ]);
  });

  it('is shown in no list and no report', async () => {
    for (const operationId of [
      'listReturns',
      'listOrders',
      'listForwards',
      'listEvents',
      'listListings',
    ] as const)
      expect((await sandbox.ask(operationId, {}, { token: stranger })).items.filter(isMine)).toEqual([]);
    expect((await sandbox.ask('listDisputes', {}, { token: stranger })).items).toEqual([]);
    expect((await sandbox.ask('listSettlements', {}, { token: stranger })).items).toEqual([]);
  });

  it('may use the same external ids and idempotency keys as others do', async () => {
    await reset(sandbox);
    const body = aReturn();
    const first = await sandbox.ask('createReturn', { body }, { key: 'shared' });
    const second = await sandbox.ask('createReturn', { body }, { key: 'shared', token: stranger });
    expect(second.id).not.toBe(first.id);
    const deal = await match(sandbox);
    const simulate = { forward_id: deal.forward_id, event: 'picked_up' } as const;
    expect((await sandbox.call('simulateCarrierEvent', { body: simulate })).status).toBe(200);
    const other = await sandbox.ask('listReturns', {}, { token: stranger });
    const foreign = { ...simulate, forward_id: other.items[0]?.id ?? '' };
    expect((await sandbox.call('simulateCarrierEvent', { body: foreign })).status).toBe(404);
  });
});

function isMine({ id }: { id: string }): boolean {
  return Object.values(ids).includes(id);
}

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { coreOperations, type HttpAnswer, newKey, problemOf } from '../support/calls.ts';
import { footprint } from '../support/footprint.ts';
import { aReturn, orderNaming } from '../support/requests.ts';
import { type Sandbox, START, startSandbox } from '../support/sandbox.ts';
import {
  advanceTo,
  after,
  deliver,
  eventTypes,
  list,
  listingOf,
  look,
  match,
  rate,
  reset,
} from '../support/shop.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(() => reset(sandbox));

const create = (body: ReturnType<typeof aReturn>, key: string, token?: string) =>
  sandbox.call('createReturn', { body }, { key, ...(token !== undefined && { token }) });
const returns = async () => (await sandbox.ask('listReturns', { query: { limit: 200 } })).items;
const statuses = (answers: readonly HttpAnswer[]) => answers.map(({ status }) => status);

describe('an idempotency key', () => {
  it('is asked for by every operation that changes something', async () => {
    const commands = coreOperations.filter(
      ({ method, operationId }) => method === 'post' && operationId !== 'checkEligibility',
    );
    expect(commands.filter(({ idempotent }) => !idempotent)).toEqual([]);
  });

  it('gets the same answer again and has one effect', async () => {
    const body = aReturn();
    const first = await create(body, 'one');
    const after_ = footprint(sandbox);
    const second = await create(body, 'one');
    expect([second.status, second.body]).toEqual([first.status, first.body]);
    expect(second.headers.get('Location')).toBe(first.headers.get('Location'));
    expect(footprint(sandbox)).toEqual(after_);
  });

  it('is forgotten, with the answer that was kept for it, once its time is over', async () => {
    await create(aReturn(), 'one');
    await advanceTo(sandbox, after(START, { hours: 23 }));
    expect(footprint(sandbox).idempotency).toBe(1);
    await advanceTo(sandbox, after(START, { hours: 25 }));
    expect(footprint(sandbox).idempotency).toBe(0);
  });

  it('is the same key quoted and bare', async () => {
    const body = aReturn();
    const first = await create(body, 'quoted');
    expect((await create(body, '"quoted"')).body).toEqual(first.body);
    expect(await returns()).toHaveLength(1);
  });

  it('gets the first answer even when the world has gone on', async () => {
    const body = aReturn();
    const first = await create(body, 'old');
    const return_id = (await returns())[0]?.id ?? '';
    await sandbox.ask('cancelReturn', { path: { return_id }, body: {} });
    expect((await create(body, 'old')).body).toEqual(first.body);
  });

  it('is refused for another body, and nothing is written', async () => {
    await create(aReturn(), 'two');
    const before = footprint(sandbox);
    expect(problemOf(await create(aReturn(), 'two'))).toMatchObject({
      status: 422,
      code: 'idempotency_key_reused',
    });
    expect(footprint(sandbox)).toEqual(before);
  });

  it('is refused for another operation and another path', async () => {
    const first = await list(sandbox);
    const second = await list(sandbox);
    await sandbox.ask('cancelReturn', { path: { return_id: first.id }, body: {} }, { key: 'three' });
    const before = footprint(sandbox);
    const elsewhere = await sandbox.call(
      'cancelReturn',
      { path: { return_id: second.id }, body: {} },
      { key: 'three' },
    );
    expect(problemOf(elsewhere).code).toBe('idempotency_key_reused');
    expect(problemOf(await create(aReturn(), 'three')).code).toBe('idempotency_key_reused');
    expect(footprint(sandbox)).toEqual(before);
  });

  it('of a refused request is free for the corrected one', async () => {
    const refused = await create({ ...aReturn(), external_id: '' }, 'four');
    expect(refused.status).toBe(422);
    expect((await create(aReturn(), 'four')).status).toBe(201);
  });

  it('is kept for 24 hours', async () => {
    const body = aReturn();
    const first = await create(body, 'five');
    await advanceTo(sandbox, after(START, { hours: 24, seconds: -1 }));
    expect((await create(body, 'five')).body).toEqual(first.body);
    await advanceTo(sandbox, after(START, { hours: 24 }));
    expect(problemOf(await create(body, 'five')).code).toBe('external_id_taken');
  });

  it('gets an answer without references for a key without the scope for them', async () => {
    const token = await sandbox.newToken({ scopes: ['returns:write'] });
    const body = aReturn();
    const full = await create(body, 'six');
    const reduced = await create(body, 'six', token);
    expect(full.text).toContain(body.external_id);
    expect([reduced.status, reduced.text.includes(body.external_id)]).toEqual([201, false]);
  });

  it('used 50 times at once has one effect', async () => {
    const body = aReturn();
    const answers = await Promise.all(Array.from({ length: 50 }, () => create(body, 'parallel')));
    const taken = answers.filter(({ status }) => status === 201);
    expect(new Set(taken.map(({ text }) => text)).size).toBe(1);
    for (const answer of answers.filter(({ status }) => status !== 201))
      expect(problemOf(answer).code).toBe('idempotency_key_in_use');
    expect(await returns()).toHaveLength(1);
    expect(await eventTypes(sandbox)).toEqual(['return.created', 'return.offered']);
  });

  it('used at once for two bodies has one effect', async () => {
    const answers = await Promise.all([create(aReturn(), 'both'), create(aReturn(), 'both')]);
    expect(statuses(answers).toSorted()).toEqual([201, 422]);
    expect(await returns()).toHaveLength(1);
  });
});

describe('a race', () => {
  it('of 8 orders for one listing has one winner', async () => {
    const listing = await listingOf(sandbox, await list(sandbox));
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => sandbox.ask('createOrder', { body: orderNaming(listing) })),
    );
    const won = answers.filter(({ status }) => status === 'forward');
    expect(won).toHaveLength(1);
    expect(
      answers.filter(({ status }) => status === 'warehouse').map(({ fulfilment }) => fulfilment),
    ).toEqual(Array(7).fill({ source: 'warehouse', reason_code: 'listing_taken' }));
    expect((await sandbox.ask('listForwards')).items).toHaveLength(1);
  });

  it('for one listing is told to those who wanted nothing else', async () => {
    const listing = await listingOf(sandbox, await list(sandbox));
    const wanting = () => orderNaming(listing, { on_unavailable: 'cancel' });
    const answers = await Promise.all([1, 2, 3].map(() => sandbox.ask('createOrder', { body: wanting() })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual(['cancelled', 'cancelled', 'forward']);
  });

  it('of a rating against its window ends in one of them', async () => {
    const deal = await match(sandbox);
    await deliver(sandbox, deal);
    const closes = (await look(sandbox, deal)).forward.rating_closes_at ?? '';
    const path = { forward_id: deal.forward_id };
    const [rated] = await Promise.all([
      sandbox.call('rateForward', { path, body: { verdict: 'negative' } }),
      sandbox.ask('advanceClock', { body: { to: closes } }),
    ]);
    const { forward, return: source } = await look(sandbox, deal);
    const buyerWon = rated.status === 201;
    expect(forward.rating?.source).toBe(buyerWon ? 'buyer' : 'auto');
    expect(source.refund.status).toBe(buyerWon ? 'held' : 'requested');
    if (!buyerWon) expect(problemOf(rated).code).toBe('rating_window_closed');
  });

  it('of a rating at the very end of its window is lost, even before the server has acted on it', async () => {
    const deal = await match(sandbox);
    await deliver(sandbox, deal);
    await sandbox.skipTo((await look(sandbox, deal)).forward.rating_closes_at ?? '');
    const path = { forward_id: deal.forward_id };
    const late = await sandbox.call('rateForward', { path, body: { verdict: 'negative' } });
    expect(problemOf(late).code).toBe('rating_window_closed');
    await sandbox.ask('advanceClock', { body: { seconds: 0 } });
    expect((await look(sandbox, deal)).forward.rating).toMatchObject({ source: 'auto' });
  });

  it('of confirmations pays once', async () => {
    const deal = await match(sandbox);
    await deliver(sandbox, deal);
    await rate(sandbox, deal, { verdict: 'positive' });
    const { refund } = (await look(sandbox, deal)).return;
    const confirm = () =>
      sandbox.call(
        'confirmRefund',
        { path: { refund_id: refund.id }, body: { outcome: 'posted', external_ref: 'PSP-1' } },
        { key: newKey() },
      );
    const answers = await Promise.all([confirm(), confirm(), confirm()]);
    expect(statuses(answers).toSorted()).toEqual([200, 409, 409]);
    expect((await eventTypes(sandbox)).filter((type) => type === 'refund.posted')).toHaveLength(1);
  });

  it('of a cancellation against the hand-in is won by one of them', async () => {
    const deal = await match(sandbox);
    const body = { status: 'picked_up', occurred_at: START } as const;
    const [cancelled, scanned] = await Promise.all([
      sandbox.call('cancelReturn', { path: { return_id: deal.return_id }, body: {} }),
      sandbox.call('reportTrackingEvent', { path: { forward_id: deal.forward_id }, body }),
    ]);
    const { forward, return: source } = await look(sandbox, deal);
    expect(scanned.status).toBe(201);
    expect([source.status, forward.status]).toEqual(
      cancelled.status === 200 ? ['cancelled', 'late'] : ['in_forward', 'handed_in'],
    );
  });
});

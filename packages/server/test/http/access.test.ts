import { type OperationInfo, type Scope, scopes } from '@open-return-forwarding/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { coreOperations, problemOf, requestFor } from '../support/calls.ts';
import { footprint } from '../support/footprint.ts';
import { aReturn } from '../support/requests.ts';
import { type Sandbox, SECRET, START, startSandbox, TOKEN } from '../support/sandbox.ts';
import { advanceTo, after, type Deal, deliver, look, match, reset } from '../support/shop.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
  await reset(sandbox);
});
afterAll(() => sandbox.close());

const guarded = coreOperations.filter(({ security }) => security.kind === 'bearer');
const isScope = (text: string): text is Scope => scopes.some((scope) => scope === text);

/** A call with a body that is no JSON object: whoever is let in is refused for it, or finds nothing. */
const knock = (operation: OperationInfo, token: string | undefined) => {
  const path = Object.fromEntries(
    [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name, 'pdf']),
  );
  const body = operation.request === undefined ? undefined : '[]';
  const manner = { base: 'http://localhost', ...(token !== undefined && { token }) };
  return sandbox.send(requestFor(operation, { path, body }, manner));
};

describe.each(guarded)('$operationId', (operation) => {
  const declared = operation.scopes.filter(isScope);

  it(`lets in a key with ${declared.join(', ')} alone`, async () => {
    expect(declared).toEqual(operation.scopes);
    const answer = await knock(operation, await sandbox.newToken({ scopes: declared }));
    expect([401, 403]).not.toContain(answer.status);
    expect(answer.status).toBeLessThan(500);
  });

  it('refuses a key with every other scope, and says which one it lacks', async () => {
    for (const missing of declared) {
      const token = await sandbox.newToken({ scopes: scopes.filter((scope) => scope !== missing) });
      const before = footprint(sandbox);
      const answer = await knock(operation, token);
      expect(problemOf(answer)).toMatchObject({ status: 403, code: 'missing_scope' });
      expect(problemOf(answer).detail).toContain(`\`${missing}\``);
      expect(footprint(sandbox)).toEqual(before);
    }
  });
});

describe('a token', () => {
  const strange = [undefined, 'orf_test_nobody', 'orf_live_sandbox', SECRET, 'orf_rating_nobody', '', 'a b'];
  it.each(strange)('%s opens nothing', async (token) => {
    for (const operation of guarded) {
      const answer = await knock(operation, token);
      expect([operation.operationId, answer.status]).toEqual([operation.operationId, 401]);
      expect(problemOf(answer).code).toBe('unauthorized');
      expect(answer.headers.get('WWW-Authenticate')).toMatch(/^Bearer/);
    }
  });

  it('that is revoked is refused from the next request on', async () => {
    const token = await sandbox.newToken();
    expect((await sandbox.call('listReturns', {}, { token })).status).toBe(200);
    await sandbox.revoke(token);
    expect((await sandbox.call('listReturns', {}, { token })).status).toBe(401);
    expect((await sandbox.call('createReturn', { body: aReturn() }, { token })).status).toBe(401);
  });

  it('of a retailer does not open the test control', async () => {
    expect((await sandbox.call('getClock', {}, { token: TOKEN })).status).toBe(401);
    expect((await sandbox.call('resetSandbox', { body: {} }, { token: TOKEN })).status).toBe(401);
    const scenario = { body: { scenario: 'return_offered' } } as const;
    expect((await sandbox.call('seedScenario', scenario, { token: TOKEN })).status).toBe(401);
  });
});

describe('a rating link', () => {
  let deal: Deal;
  beforeEach(async () => {
    await reset(sandbox);
    deal = await match(sandbox);
    await deliver(sandbox, deal);
  });
  const link = (valid_hours?: number) =>
    sandbox.ask('createRatingLink', {
      path: { forward_id: deal.forward_id },
      body: valid_hours === undefined ? {} : { valid_hours },
    });
  const redeem = (token: string, verdict: 'positive' | 'negative' = 'positive', key?: string) =>
    sandbox.call('redeemRating', { body: { verdict } }, { token, ...(key !== undefined && { key }) });

  it('rates once', async () => {
    const { token, expires_at } = await link();
    expect(expires_at).toBe((await look(sandbox, deal)).forward.rating_closes_at);
    expect((await redeem(token)).status).toBe(201);
    const before = footprint(sandbox);
    const again = await redeem(token, 'negative');
    expect(problemOf(again)).toMatchObject({ status: 401, code: 'unauthorized' });
    expect(footprint(sandbox)).toEqual(before);
    expect((await look(sandbox, deal)).forward.rating).toMatchObject({ verdict: 'positive' });
  });

  it('gives the same answer to the same request again, whose first answer may have been lost', async () => {
    const { token } = await link();
    const first = await redeem(token, 'positive', 'retry');
    const second = await redeem(token, 'positive', 'retry');
    expect([second.status, second.body]).toEqual([201, first.body]);
    expect((await redeem(token, 'negative', 'retry')).status).toBeGreaterThanOrEqual(400);
  });

  it('shares no idempotency keys with the links of other buyers', async () => {
    const other = await match(sandbox);
    await deliver(sandbox, other);
    const path = { forward_id: other.forward_id };
    const theirs = await sandbox.ask('createRatingLink', { path, body: {} });
    const { token } = await link();
    expect((await redeem(token, 'positive', '1')).status).toBe(201);
    expect((await redeem(theirs.token, 'positive', '1')).status).toBe(201);
    expect((await look(sandbox, other)).forward.rating).toMatchObject({ source: 'buyer' });
  });

  it('is replaced by a new one', async () => {
    const first = await link();
    const second = await link();
    expect((await redeem(first.token)).status).toBe(401);
    expect((await redeem(second.token)).status).toBe(201);
  });

  it('is refused alike whether it is unknown, replaced, spent or spent at the same moment', async () => {
    const { token: replaced } = await link();
    const { token } = await link();
    const both = await Promise.all([redeem(token), redeem(token)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 401]);
    const refusals = [
      ...both.filter(({ status }) => status === 401),
      await redeem(replaced),
      await redeem(token),
      await redeem('orf_rating_nobody'),
    ];
    const shown = refusals.map((answer) => ({
      ...problemOf(answer),
      request_id: '',
      challenge: answer.headers.get('WWW-Authenticate'),
    }));
    expect(new Set(shown.map((each) => JSON.stringify(each))).size).toBe(1);
  });

  it('is no use when the forward has been rated otherwise', async () => {
    const { token } = await link();
    await sandbox.ask('rateForward', { path: { forward_id: deal.forward_id }, body: { verdict: 'neutral' } });
    expect(problemOf(await redeem(token))).toMatchObject({ status: 409, code: 'already_rated' });
    expect((await look(sandbox, deal)).forward.rating).toMatchObject({ verdict: 'neutral' });
  });

  it('works until the second before it expires', async () => {
    const { token, expires_at } = await link(2);
    expect(expires_at).toBe(after(START, { days: 1, hours: 2 }));
    await advanceTo(sandbox, after(expires_at, { seconds: -1 }));
    expect((await redeem(token)).status).toBe(201);
  });

  it('opens nothing from the moment it expires, and nothing else before', async () => {
    const { token, expires_at } = await link(2);
    expect(
      (await sandbox.call('getForward', { path: { forward_id: deal.forward_id } }, { token })).status,
    ).toBe(401);
    await advanceTo(sandbox, expires_at);
    expect((await redeem(token)).status).toBe(401);
    expect((await redeem('orf_rating_nobody')).status).toBe(401);
    expect((await redeem(TOKEN)).status).toBe(401);
  });

  it('is made only for a parcel that can be rated', async () => {
    const other = await match(sandbox);
    const path = { forward_id: other.forward_id };
    expect(problemOf(await sandbox.call('createRatingLink', { path, body: {} })).code).toBe(
      'illegal_transition',
    );
    await advanceTo(sandbox, after(START, { days: 4 }));
    const own = { forward_id: deal.forward_id };
    const late = await sandbox.call('createRatingLink', { path: own, body: {} });
    expect(problemOf(late).code).toBe('rating_window_closed');
  });
});

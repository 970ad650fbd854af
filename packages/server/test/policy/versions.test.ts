import { defaultPolicySettings, type PolicySettings } from '@open-return-forwarding/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { problemOf } from '../support/calls.ts';
import { policyWith } from '../support/requests.ts';
import { type Sandbox, START, startSandbox } from '../support/sandbox.ts';
import { advanceTo, after, eventsOf, list, listingOf, match, offer, reset } from '../support/shop.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(() => reset(sandbox));

const update = (body: PolicySettings, seen: number, headers = {}) =>
  sandbox.call('updatePolicy', { body }, { headers: { 'If-Match': `"${seen}"`, ...headers } });
const longer = policyWith({
  matching: { window_days: 5 },
  shipping: { ship_by_days: 2, reminders_after_hours: [] },
});

describe('the policy', () => {
  it('is read with a tag, replaced by who has seen it, and announced', async () => {
    const first = await sandbox.call('getPolicy');
    expect(first.headers.get('ETag')).toBe('"1"');
    expect(first.body).toEqual({ ...defaultPolicySettings, version: 1, effective_from: START });
    const second = await update(longer, 1);
    expect(second.status).toBe(200);
    expect(second.headers.get('ETag')).toBe('"2"');
    expect(second.body).toEqual({ ...longer, version: 2, effective_from: START });
    expect((await sandbox.call('getPolicy')).body).toEqual(second.body);
    const events = await eventsOf(sandbox);
    expect(events).toMatchObject([
      {
        type: 'policy.updated',
        subject: { kind: 'policy', id: '2' },
        data: { version: 2, effective_from: START },
      },
    ]);
  });

  it('is not replaced by who has not seen it', async () => {
    expect(problemOf(await sandbox.call('updatePolicy', { body: longer })).code).toBe(
      'precondition_required',
    );
    expect(problemOf(await update(longer, 2)).code).toBe('precondition_failed');
    await update(longer, 1);
    expect(problemOf(await update(defaultPolicySettings, 1)).code).toBe('precondition_failed');
    expect(await sandbox.ask('getPolicy')).toMatchObject({ version: 2 });
  });

  it('is replaced once where two replace it at a time', async () => {
    const answers = await Promise.all([update(longer, 1), update(longer, 1)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
  });

  it('is refused with every conflict in its place, and then stays', async () => {
    const broken = policyWith({
      shipping: { carriers: ['sandbx'] },
      refund: { rating_window_days: 0 },
      rollout: { share_bp: 0 },
    });
    const problem = problemOf(await update(broken, 1));
    expect(problem.code).toBe('policy_conflict');
    expect(problem.errors?.map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/shipping/carriers/0', 'unknown_reference'],
      ['/refund/rating_window_days', 'not_allowed'],
    ]);
    expect(problem.errors?.[0]?.detail).toContain('Did you mean `sandbox`?');
    expect(await sandbox.ask('getPolicy')).toMatchObject({ version: 1 });
  });

  it('is refused where it has a member that there is not', async () => {
    const body = { ...longer, matching: { ...longer.matching, window_day: 3 } } as PolicySettings;
    const problem = problemOf(await update(body, 1));
    expect(problem.errors).toMatchObject([{ pointer: '/matching/window_day', code: 'unknown_member' }]);
  });

  it('is taken with warnings', async () => {
    expect((await update(policyWith({ rollout: { share_bp: 0 } }), 1)).status).toBe(200);
  });

  it('has every version still, newest first, a page at a time', async () => {
    for (const seen of [1, 2, 3]) {
      await update(policyWith({ offer: { expiry_hours: 24 * seen } }), seen);
    }
    const page = await sandbox.ask('listPolicyVersions', { query: { limit: 3 } });
    const rest = await sandbox.ask('listPolicyVersions', {
      query: { limit: 3, cursor: page.next_cursor ?? '' },
    });
    expect([...page.items, ...rest.items].map(({ version }) => version)).toEqual([4, 3, 2, 1]);
    expect(rest.next_cursor).toBeNull();
    expect(await sandbox.ask('getPolicyVersion', { path: { version: 2 } })).toMatchObject({
      version: 2,
      offer: { expiry_hours: 24 },
    });
    expect((await sandbox.call('getPolicyVersion', { path: { version: 5 } })).status).toBe(404);
  });

  it('is another retailer’s own', async () => {
    const token = await sandbox.newToken({ retailer: 'rtl_other' });
    await update(longer, 1);
    expect(await sandbox.ask('getPolicy', {}, { token })).toMatchObject({ version: 1 });
    expect((await sandbox.call('getPolicyVersion', { path: { version: 2 } }, { token })).status).toBe(404);
  });

  it('wants its own scope to be changed', async () => {
    const token = await sandbox.newToken({ scopes: ['policy:read'] });
    const answer = await sandbox.call(
      'updatePolicy',
      { body: longer },
      { token, headers: { 'If-Match': '"1"' } },
    );
    expect(answer.status).toBe(403);
  });
});

describe('what was decided before a change of the policy', () => {
  it('keeps the window, the hand-in and the version that it began with', async () => {
    const offered = await offer(sandbox);
    const listed = await list(sandbox);
    const deal = await match(sandbox);
    await update(longer, 1);
    const { id } = await sandbox.ask('chooseRoute', {
      path: { return_id: offered.id },
      body: { route: 'forward' },
    });
    const chosen = await sandbox.ask('getReturn', { path: { return_id: id } });
    expect(chosen).toMatchObject({ policy_version: 1, offer: { window_days: 3 } });
    expect(await listingOf(sandbox, chosen)).toMatchObject({
      policy_version: 1,
      closes_at: after(START, { days: 3 }),
    });
    const forward = await sandbox.ask('getForward', { path: { forward_id: deal.forward_id } });
    expect(forward).toMatchObject({ policy_version: 1, ship_by: after(START, { days: 3 }) });
    await advanceTo(sandbox, after(START, { days: 3 }));
    expect(await listingOf(sandbox, listed)).toMatchObject({ status: 'expired' });
  });

  it('is decided anew only for what comes after', async () => {
    await update(longer, 1);
    const listed = await list(sandbox);
    expect(listed).toMatchObject({ policy_version: 2, offer: { window_days: 5, ship_by_days: 2 } });
    expect((await listingOf(sandbox, listed)).closes_at).toBe(after(START, { days: 5 }));
  });
});

describe('the words of the policy in force', () => {
  it('are what a sender reads, whichever version decided', async () => {
    const { id } = await offer(sandbox);
    await update(
      policyWith({ wording: { de: { consumer: { headlines: { offered: 'Du hast die Wahl.' } } } } }),
      1,
    );
    const told = await sandbox.ask('explainReturn', {
      path: { return_id: id },
      query: { audience: 'consumer', locale: 'de' },
    });
    expect(told).toMatchObject({ headline: 'Du hast die Wahl.', locale: 'de', policy_version: 1 });
  });

  it('are the label of a listing in every language', async () => {
    await update(policyWith({ wording: { fr: { label_text: { like_new: 'Presque neuf' } } } }), 1);
    expect((await listingOf(sandbox, await list(sandbox))).label_texts).toMatchObject({
      fr: 'Presque neuf',
      de: 'Wie neu',
    });
  });
});

describe('a sandbox that is reset with a policy', () => {
  it('refuses one that contradicts itself, at its place in the request', async () => {
    const answer = await sandbox.call('resetSandbox', {
      body: { policy: policyWith({ refund: { rating_window_days: 0 } }) },
    });
    expect(problemOf(answer)).toMatchObject({
      code: 'policy_conflict',
      errors: [{ pointer: '/policy/refund/rating_window_days' }],
    });
  });
});

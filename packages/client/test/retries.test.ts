import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createClient, OrfAnswerError, OrfConnectionError, OrfProblem } from '../src/index.ts';
import { waitBefore } from '../src/retry.ts';
import { fakeServer, ok, problem, type Scripted } from './fake-server.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const broken = () => new TypeError('fetch failed');
const cancel = { path: { return_id: 'ret_1' }, body: {} };

/** Plays a script to its end: how many requests came, and what the caller got. */
async function play(
  script: readonly Scripted[],
  run: (orf: ReturnType<typeof createClient>) => Promise<unknown>,
) {
  const { fetch, received } = fakeServer(...script);
  const settled = Promise.allSettled([
    run(createClient({ baseUrl: 'http://localhost:8787', token: 't', fetch })),
  ]);
  await vi.runAllTimersAsync();
  const [result] = await settled;
  return { received, result };
}

describe('what may pass is tried again', () => {
  test.each([
    { when: 'the quota is used up', answer: () => problem(429, 'rate_limited') },
    { when: 'the server is busy', answer: () => problem(503, 'unavailable') },
    { when: 'a proxy has no server', answer: () => new Response('bad gateway', { status: 502 }) },
    { when: 'a proxy ran out of time', answer: () => new Response('', { status: 504 }) },
    { when: 'the first attempt is still running', answer: () => problem(409, 'idempotency_key_in_use') },
    { when: 'the connection broke', answer: broken },
  ])('when $when, under the same key', async ({ answer }) => {
    const { received, result } = await play([answer(), answer(), ok({ id: 'ret_1' })], (orf) =>
      orf.cancelReturn(cancel),
    );
    expect(result).toEqual({ status: 'fulfilled', value: { id: 'ret_1' } });
    const keys = new Set(received.map(({ headers }) => headers.get('Idempotency-Key')));
    expect([received.length, keys.size]).toEqual([3, 1]);
    expect(new Set(received.map(({ body }) => body))).toEqual(new Set(['{}']));
  });

  test('three times, and then the last failure is told', async () => {
    const script = [broken(), broken(), broken(), problem(503, 'unavailable'), ok({})];
    const { received, result } = await play(script, (orf) => orf.getPolicy());
    expect(received).toHaveLength(4);
    expect(result).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } });
  });

  test('as often as the call says', async () => {
    const { received } = await play([broken(), ok({})], (orf) => orf.getPolicy({ retries: 0 }));
    expect(received).toHaveLength(1);
  });
});

describe('what cannot pass, or could have its effect twice, is not', () => {
  test.each([
    {
      what: 'a refusal',
      script: [problem(409, 'illegal_transition')],
      run: (orf) => orf.cancelReturn(cancel),
    },
    {
      what: 'a failure of the server',
      script: [problem(500, 'internal_error')],
      run: (orf) => orf.getPolicy(),
    },
    {
      what: 'a call without a key',
      script: [broken()],
      run: (orf) => orf.validatePolicy({ body: {} as never }),
    },
    {
      what: 'a change under a condition',
      script: [problem(503, 'unavailable')],
      run: (orf) => orf.updatePolicy({ ifMatch: '"7"', body: {} as never }),
    },
    {
      what: 'a server that asks for an hour',
      script: [problem(429, 'rate_limited', { headers: { 'Retry-After': '3600' } })],
      run: (orf) => orf.getPolicy(),
    },
  ] satisfies {
    what: string;
    script: Scripted[];
    run: (orf: ReturnType<typeof createClient>) => Promise<unknown>;
  }[])('$what', async ({ script, run }) => {
    const { received, result } = await play([...script, ok({})], run);
    expect(received).toHaveLength(1);
    expect(result?.status).toBe('rejected');
  });
});

describe('the wait', () => {
  const call = { operation: 'getPolicy' };
  const lost = new OrfConnectionError(call, 'no answer');
  const limited = (retry_after: number) =>
    new OrfProblem(call, { status: 429, code: 'rate_limited', errors: [], retry_after });

  test.each([
    { error: lost, retried: 0, shortest: 125, longest: 250 },
    { error: lost, retried: 1, shortest: 250, longest: 500 },
    { error: lost, retried: 4, shortest: 2000, longest: 4000 },
    { error: lost, retried: 40, shortest: 4000, longest: 8000 },
    { error: limited(7), retried: 0, shortest: 7000, longest: 7250 },
    { error: limited(60), retried: 3, shortest: 60000, longest: 60250 },
    {
      error: new OrfAnswerError(call, '', { status: 502, retry_after: 0 }),
      retried: 2,
      shortest: 0,
      longest: 250,
    },
  ])('before retry $retried is $shortest to $longest ms', ({ error, retried, shortest, longest }) => {
    expect(waitBefore(error, retried, () => 0)).toBe(shortest);
    expect(waitBefore(error, retried, () => 1)).toBe(longest);
  });

  test('is none where repeating cannot help', () => {
    expect([waitBefore(limited(61), 0), waitBefore(new TypeError('bug'), 0)]).toEqual([undefined, undefined]);
  });

  test('ends with the signal', async () => {
    const { fetch, received } = fakeServer(broken(), ok({}));
    const stop = new AbortController();
    const orf = createClient({ baseUrl: 'http://localhost:8787', token: 't', fetch });
    const settled = Promise.allSettled([orf.getPolicy({ signal: stop.signal })]);
    await vi.advanceTimersByTimeAsync(100);
    stop.abort('enough');
    expect(await settled).toEqual([{ status: 'rejected', reason: 'enough' }]);
    await vi.runAllTimersAsync();
    expect(received).toHaveLength(1);
  });
});

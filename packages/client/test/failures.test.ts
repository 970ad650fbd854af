import { describe, expect, test } from 'vitest';
import { createClient, OrfAnswerError, OrfConnectionError, OrfError, OrfProblem } from '../src/index.ts';
import { fakeServer, ok, problem, type Scripted } from './fake-server.ts';

async function failureOf(answer: Scripted): Promise<unknown> {
  const { fetch } = fakeServer(answer);
  const orf = createClient({ baseUrl: 'http://localhost:8787', fetch, retries: 0 });
  return orf
    .chooseRoute({ path: { return_id: 'ret_1' }, body: { route: 'forward' }, idempotencyKey: 'k1' })
    .then(
      () => 'no failure',
      (error: unknown) => error,
    );
}

describe('a refusal', () => {
  test('is thrown with all that the server said', async () => {
    const errors = [{ pointer: '/route', code: 'not_in_enum', detail: 'not one of the routes' }];
    const refused = await failureOf(problem(422, 'invalid_body', { detail: 'One member is wrong.', errors }));
    expect(refused).toBeInstanceOf(OrfProblem);
    expect(refused).toBeInstanceOf(OrfError);
    expect(refused).toMatchObject({
      name: 'OrfProblem',
      message: 'chooseRoute: 422 invalid_body - One member is wrong. (/route not_in_enum)',
      operation: 'chooseRoute',
      idempotency_key: 'k1',
      status: 422,
      code: 'invalid_body',
      type: '/problems/invalid_body',
      title: 'A title',
      detail: 'One member is wrong.',
      errors,
      request_id: 'req_1',
      retry_after: undefined,
    });
  });

  test('may have a code that this version does not know', async () => {
    const refused = await failureOf(
      problem(409, 'from_the_future', { errors: 'not a list', request_id: undefined }),
    );
    expect(refused).toMatchObject({ code: 'from_the_future', errors: [], request_id: undefined });
  });

  test.each([
    { header: '7', date: undefined, seconds: 7 },
    { header: 'Mon, 01 Mar 2027 09:00:30 GMT', date: 'Mon, 01 Mar 2027 09:00:10 GMT', seconds: 20 },
    { header: 'Mon, 01 Mar 2027 09:00:00 GMT', date: 'Mon, 01 Mar 2027 09:00:10 GMT', seconds: 0 },
    { header: 'soon', date: undefined, seconds: undefined },
  ])('tells the seconds to wait: $header', async ({ header, date, seconds }) => {
    const headers = { 'Retry-After': header, ...(date && { Date: date }) };
    expect(await failureOf(problem(429, 'rate_limited', { headers }))).toMatchObject({
      retry_after: seconds,
    });
  });
});

describe('an answer that is not of the protocol', () => {
  test.each([
    { what: 'a proxy’s error page', answer: new Response('<h1>Bad gateway</h1>', { status: 502 }) },
    { what: 'an error without a code', answer: Response.json({ message: 'no' }, { status: 500 }) },
    { what: 'an error that is null', answer: Response.json(null, { status: 500 }) },
    { what: 'a page in place of the body', answer: new Response('<p>Welcome</p>', { status: 200 }) },
    {
      what: 'JSON cut short',
      answer: new Response('{"id":', { status: 200, headers: { 'Content-Type': 'application/json' } }),
    },
    { what: 'a success without its body', answer: new Response(null, { status: 200 }) },
  ])('is told apart: $what', async ({ answer }) => {
    const { status } = answer;
    const failed = await failureOf(answer);
    expect(failed).toBeInstanceOf(OrfAnswerError);
    expect(failed).toMatchObject({ name: 'OrfAnswerError', status, operation: 'chooseRoute' });
  });
});

describe('a broken connection', () => {
  test('is told with its reason and the key to repeat the call with', async () => {
    const cause = new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED 127.0.0.1:8787') });
    const failed = await failureOf(cause);
    expect(failed).toBeInstanceOf(OrfConnectionError);
    expect(failed).toMatchObject({
      message: 'chooseRoute: no answer: fetch failed: connect ECONNREFUSED 127.0.0.1:8787',
      idempotency_key: 'k1',
      cause,
    });
  });

  test('may also break in the middle of an answer', async () => {
    const broken = new ReadableStream({ pull: (controller) => controller.error(new Error('terminated')) });
    const failed = await failureOf(new Response(broken, { headers: { 'Content-Type': 'application/json' } }));
    expect(failed).toBeInstanceOf(OrfConnectionError);
  });
});

test('an aborted call fails with the reason of its signal', async () => {
  const { fetch } = fakeServer(ok({}));
  const orf = createClient({ baseUrl: 'http://localhost:8787', fetch });
  const reason = new Error('the user left');
  await expect(orf.getDiscovery({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});

import { recorded, type WireRequest } from '../../driver/step.ts';
import type { Check } from '../../run/check.ts';
import { type Claim, described, fact, problem } from '../../run/claim.ts';
import type { Reply } from '../../run/reply.ts';
import type { Trial } from '../../run/trial.ts';
import { acceptingOrder, eligibleReturn, question } from '../../stage/messages.ts';
import { coreCheck, scopedCheck } from '../../stage/shapes.ts';
import { fresh, startReturn } from '../../stage/stage.ts';

/** Words that nobody else would write. */
const SENT = 'Koperwiek-Zilverplevier-9341';

const repeating = coreCheck({
  id: 'requests.refusals.repeat-nothing',
  title: 'A refusal does not say again what was sent',
  requirements: ['ORF-GEN-027'],
  run: async (trial) => {
    await fresh(trial);
    const spoilt = [
      eligibleReturn(trial, { reason: { code: SENT } }),
      eligibleReturn(trial, { ship_from: { country: SENT } }),
      eligibleReturn(trial, { ship_from: { postal_code: SENT } }),
      eligibleReturn(trial, { consumer: { ref: SENT.repeat(9) } }),
      eligibleReturn(trial, { withdrawal: { notified_at: SENT } }),
      eligibleReturn(trial, { order_line: { unit_price: { amount: SENT } } }),
      eligibleReturn(trial, { forwarded_from: SENT }),
    ];
    for (const body of spoilt) tellsNothing(trial, await trial.call('createReturn', { body }));
    const naming = acceptingOrder(trial, { listing_id: SENT });
    tellsNothing(trial, await trial.call('createOrder', { body: naming }));
    tellsNothing(trial, await trial.call('getReturn', { path: { return_id: SENT } }));
    for (const query of [{ limit: SENT }, { cursor: SENT }, { status: SENT }] as Record<string, string>[]) {
      tellsNothing(trial, await trial.call('listReturns', { query }));
    }
    const key = `${SENT} with spaces`;
    tellsNothing(trial, await trial.call('createOrder', { body: acceptingOrder(trial), key }));
    tellsNothing(trial, await trial.send({ ...trial.request('listReturns'), path: `/v1/${SENT}` }));
    await takenId(trial);
  },
});

async function takenId(trial: Trial): Promise<void> {
  await startReturn(trial, { external_id: SENT });
  const body = eligibleReturn(trial, { external_id: SENT });
  tellsNothing(trial, await trial.call('createReturn', { body }));
}

function tellsNothing(trial: Trial, reply: Reply): void {
  trial.need('it is refused', {
    holds: reply.status >= 400,
    expected: 'a refusal',
    actual: String(reply.status),
  });
  trial.judge(
    'ORF-GEN-027',
    fact('nothing of what was sent', !reply.text.includes(SENT), { actual: reply.text, reply }),
  );
}

const ordered: Check = {
  id: 'requests.refusals.order',
  title: 'Of several faults the first of the list is told',
  profile: 'core',
  requirements: ['ORF-GEN-029'],
  needs: ['test_control', 'credential:read_only'],
  run: async (trial) => {
    await fresh(trial);
    const create = trial.request('createReturn', { body: { product: 1 }, key: null });
    const written = { ...create, headers: { ...create.headers, 'content-type': 'text/plain' } };
    const large: WireRequest = { ...create, body: { text: `{"a":"${'x'.repeat(70_000)}` } };
    const keyed = (request: WireRequest): WireRequest => ({
      ...request,
      headers: { ...request.headers, 'idempotency-key': trial.unique('key') },
    });
    const tried: readonly (readonly [WireRequest, string, number])[] = [
      [{ ...written, path: '/v1/nothing', credential: 'unknown' }, 'not_found', 404],
      [{ ...written, headers: { accept: 'text/html' }, credential: 'unknown' }, 'not_acceptable', 406],
      [{ ...written, credential: 'unknown' }, 'unauthorized', 401],
      [{ ...written, credential: 'read_only' }, 'missing_scope', 403],
      [{ ...written, path: `${written.path}?zz=1` }, 'invalid_parameter', 400],
      [written, 'idempotency_key_required', 400],
      [keyed({ ...written, ...pick(large) }), 'unsupported_media_type', 415],
      [keyed(large), 'body_too_large', 413],
      [keyed(create), 'invalid_body', 422],
    ];
    for (const [request, code, status] of tried) {
      trial.judge('ORF-GEN-029', problem(await trial.send(request), code, status));
    }
  },
};

function pick({ body }: WireRequest): Pick<WireRequest, 'body'> {
  return body === undefined ? {} : { body };
}

/** Bytes that are no request: each may be answered as such, or the connection ended. */
const UNREADABLE: readonly string[] = [
  'NONSENSE\r\n\r\n',
  'GET {base}/v1/returns HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\nBad Header\r\n\r\n',
  `GET {base}/v1/returns HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\nX-Long: ${'x'.repeat(40_000)}\r\n\r\n`,
  'POST {base}/v1/eligibility-checks HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  'POST {base}/v1/eligibility-checks HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n',
];

const unreadable = scopedCheck({
  id: 'requests.refusals.unreadable',
  title: 'What is no request is refused as such, or the connection ends; the next one is served',
  requirements: ['ORF-GEN-038'],
  run: async (trial) => {
    await fresh(trial);
    for (const bytes of UNREADABLE) {
      const raw = recorded(Buffer.from(bytes, 'utf8'));
      const reply = await trial.send({ ...trial.request('listReturns'), raw });
      trial.judge('ORF-GEN-038', refusedOrEnded(reply));
    }
    const next = await trial.call('checkEligibility', { body: question() });
    trial.judge('ORF-GEN-038', { ...fact('status 200', next.status === 200, { actual: described(next) }) });
  },
});

function refusedOrEnded(reply: Reply): Claim {
  if (reply.failure === undefined) return problem(reply, 'malformed_request', 400);
  return fact('an answer, or the end of the connection', !reply.failure.startsWith('timeout'), {
    actual: reply.failure,
  });
}

export const checks: readonly Check[] = [repeating, ordered, unreadable];

import { join } from 'node:path';
import type { Address } from '@open-return-forwarding/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { coreOperations, operations } from '../support/calls.ts';
import { type ServerProcess, serveProcess, temporaryFolder } from '../support/process.ts';
import { aReturn } from '../support/requests.ts';
import { bytesOf, type Caller, callerOf, TOKEN } from '../support/sandbox.ts';
import { drain, match } from '../support/shop.ts';
import { tour, type Words } from '../support/tour.ts';

/** Markers that nothing else contains, by who may be shown them. */
const canary = (field: string) => `Kanarie${field}q7Xz`;
const address = (who: string): Address => ({
  name: canary(`${who}Name`),
  street: canary(`${who}Street`),
  street_2: canary(`${who}Floor`),
  postal_code: who === 'Sender' ? '1015 QX' : '2511 QZ',
  city: canary(`${who}City`),
  country: 'NL',
  email: `${canary(`${who}Mail`)}@mail.example`,
  phone: who === 'Sender' ? '+31655501234' : '+31655505678',
});
const flag = 'kanarie_flag_q7xz';
const words: Words = {
  returned: {
    reason: { code: 'size_too_small', note: canary('ReturnNote') },
    evidence: [
      { kind: 'photo', url: `https://evidence.example/${canary('FirstUrl')}`, note: canary('FirstNote') },
    ],
    consumer: { ref: 'sender', flags: [flag] },
    ship_from: address('Sender'),
  },
  ordered: { ship_to: address('Buyer') },
  evidence: { url: `https://evidence.example/${canary('LaterUrl')}`, note: canary('LaterNote') },
  ratingNote: canary('Rating'),
  remark: canary('Remark'),
};
const addresses = [address('Sender'), address('Buyer')].flatMap(({ country: _, ...personal }) =>
  Object.values(personal).map(String),
);
const ofReturn = ['ReturnNote', 'FirstUrl', 'FirstNote', 'LaterUrl', 'LaterNote'].map(canary).concat(flag);
const ofRating = [canary('Rating')];
const everything = [...addresses, ...ofReturn, ...ofRating, canary('Remark')];

/** Where the contract shows them to the retailer. */
const shownIn: readonly { readonly schemas: readonly string[]; readonly canaries: readonly string[] }[] = [
  { schemas: ['Return', 'ReturnPage', 'Evidence'], canaries: ofReturn },
  { schemas: ['Forward', 'ForwardPage', 'Rating'], canaries: ofRating },
];

/** A text as it may hide in a URL or in base64, whatever stands before it. */
function disguises(text: string): string[] {
  const base64 = [0, 1, 2].map((before) =>
    Buffer.from(`${'-'.repeat(before)}${text}`)
      .toString('base64')
      .slice(before === 0 ? 0 : before + 1, -4),
  );
  return [text, encodeURIComponent(text), text.replaceAll(' ', ''), ...base64];
}
function found(haystack: Buffer | string, canaries: readonly string[]): string[] {
  return canaries.filter((each) => disguises(each).some((text) => haystack.includes(text)));
}

const folder = temporaryFolder();
const database = join(folder.path, 'orf.db');
let server: ServerProcess;
let caller: Caller;
let bytes: Buffer;
let log: string;
let ratingTokens: string[];

beforeAll(async () => {
  server = await serveProcess({ ORF_DATABASE: database, ORF_LOG_LEVEL: 'trace' });
  caller = callerOf(fetch, server.url);
  await tour(caller, words);
  await refusals();
  // The database is read while it is open: the log that precedes it counts as well.
  bytes = bytesOf(database);
  log = server.stderr();
  ratingTokens = caller.answers
    .filter(({ operationId }) => operationId === 'createRatingLink')
    .map(({ answer }) => (answer.body as { token: string }).token);
}, 60_000);
afterAll(async () => {
  await server.stop();
  folder.remove();
});

/** Requests with the same words in them that are refused, early and late. */
async function refusals(): Promise<void> {
  const body = aReturn(words.returned);
  await caller.call('createReturn', {
    body: { ...body, ship_from: { ...address('Sender'), phone: 7 } } as never,
  });
  await caller.call('createReturn', { body: { ...body, withdrawal: null } as never });
  await caller.call('createReturn', { body: `${JSON.stringify(body)}}` as never });
  await caller.call('createReturn', { body: { ...body, forwarded_from: canary('Forward') } as never });
  const deal = await match(caller, { returned: { ...words.returned }, ordered: words.ordered });
  await caller.call('cancelReturn', { path: { return_id: deal.return_id }, body: { note: 1 } as never });
  await caller.call('rateForward', {
    path: { forward_id: deal.forward_id },
    body: { verdict: 'negative', note: words.ratingNote },
  });
  await drain(caller);
}

describe('what consumers say and where they live', () => {
  it('was asked for in every operation', () => {
    const visited = new Set(caller.answers.map(({ operationId }) => operationId));
    expect(coreOperations.map(({ operationId }) => operationId).filter((id) => !visited.has(id))).toEqual([]);
  });

  it('is shown in no answer but where the contract shows it to the retailer', () => {
    const leaks = caller.answers.flatMap(({ operationId, answer }) => {
      const { responses } = operations[operationId as keyof typeof operations];
      const schema = responses[answer.status]?.media[0]?.schema ?? '';
      const allowed = shownIn
        .filter(({ schemas }) => schemas.includes(schema))
        .flatMap((each) => each.canaries);
      const text = Buffer.concat([Buffer.from(JSON.stringify([...answer.headers])), answer.bytes]);
      return found(text, everything)
        .filter((each) => !allowed.includes(each))
        .map((each) => `${operationId} ${answer.status}: ${each}`);
    });
    expect(leaks).toEqual([]);
  });

  it('is shown to the retailer where the contract says so', () => {
    const texts = caller.answers
      .filter(({ operationId }) => operationId === 'getReturn')
      .map((each) => each.answer.text);
    expect(found(texts.join(), ofReturn)).toEqual(ofReturn);
    const forwards = caller.answers.filter(({ operationId }) => operationId === 'getForward');
    expect(found(forwards.map((each) => each.answer.text).join(), ofRating)).toEqual(ofRating);
  });

  it('stands in no line of the log', () => {
    expect(log.split('\n').length).toBeGreaterThan(100);
    expect(found(log, everything)).toEqual([]);
    expect(found(log, [TOKEN, ...ratingTokens])).toEqual([]);
  });

  it('lies unsealed nowhere on the disk, nor does any credential', () => {
    expect(found(bytes, ['DRESS-1', 'size_too_small'])).toHaveLength(2);
    expect(found(bytes, everything)).toEqual([]);
    expect(ratingTokens.length).toBeGreaterThan(0);
    expect(found(bytes, [TOKEN, ...ratingTokens])).toEqual([]);
  });

  it('comes with no token of a rating link in any event', () => {
    const events = caller.answers.filter(({ operationId }) => /Event/.test(operationId));
    expect(found(events.map((each) => each.answer.text).join(), ratingTokens)).toEqual([]);
  });
});

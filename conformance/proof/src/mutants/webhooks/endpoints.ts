import type { Mutant } from '../../mutant.ts';
import { type Around, afresh, instead, isMembers, onBody, sentBody, together } from '../edge.ts';
import { valueAt, withValue } from '../json.ts';
import { type Handling, relayed, signed } from './relay.ts';

const OWNER = 'Bearer orf_test_sandbox';

/** Shows the secret whenever the endpoint is read. */
function showsTheSecret(): Around {
  const secrets = new Map<unknown, unknown>();
  return together(
    onBody('createWebhookEndpoint', (body) => {
      secrets.set(valueAt(body, '/endpoint/id'), body.secret);
      return body;
    }),
    onBody('getWebhookEndpoint', (body) => ({ ...body, secret: secrets.get(body.id) })),
  );
}

/** Sends references to whoever asks for them. */
const sendsReferencesToAll: Around = instead('createWebhookEndpoint', async (asked, pass) => {
  const answer = await pass();
  const isRefused = String(valueAt(answer.body, '/detail')).includes('include_identifiers');
  if (!isRefused) return answer;
  return pass({ ...asked, headers: { ...asked.headers, authorization: 'Bearer orf_test_sandbox' } });
});

/** An endpoint that is deleted is only hidden. */
const deletesOnPaper: Around = instead('deleteWebhookEndpoint', async (asked, pass) => {
  const held = await pass({ ...asked, method: 'GET' });
  const isAllowed = asked.headers.authorization === OWNER;
  return isAllowed && held.status === 200 ? { status: 204, headers: held.headers, body: undefined } : pass();
});

const neverDisables: Around = onBody('getWebhookEndpoint', ({ disabled_reason: _, ...body }) => ({
  ...body,
  status: body.status === 'disabled' ? 'active' : body.status,
}));

const signsWithTheNewSecretAlone: Handling = (message, send, { secrets }) =>
  send(secrets.length > 1 ? signed(message, secrets.slice(0, 1)) : message);

/** Keeps the old secret where a rotation was to end it at once. */
function keepsTheOldSecret(): Around {
  let atOnce = false;
  const noting = instead('rotateWebhookSecret', (asked, pass) => {
    atOnce = sentBody(asked)?.overlap_hours === 0;
    return pass();
  });
  const handling: Handling = (message, send, { secrets }) =>
    send(atOnce && secrets.length > 1 ? signed(message, secrets.slice(0, 2)) : message);
  return together(noting, relayed(handling));
}

const HEXADECIMAL = /^https:\/\/0x/;

/** Does not see an address in hexadecimal digits. */
const readsDecimalOnly: Around = instead('createWebhookEndpoint', async (asked, pass) => {
  const body = sentBody(asked);
  if (body === undefined || !HEXADECIMAL.test(String(body.url))) return pass();
  const other = { ...body, url: 'https://hooks.example.com/orf' };
  const answer = await pass({ ...asked, body: Buffer.from(JSON.stringify(other)) });
  return isMembers(answer.body)
    ? { ...answer, body: withValue(answer.body, '/endpoint/url', body.url) }
    : answer;
});

export const mutants: readonly Mutant[] = [
  { id: 'webhooks.shows-the-secret', breaks: ['ORF-WHK-001'], around: afresh(showsTheSecret) },
  { id: 'webhooks.references-to-all', breaks: ['ORF-WHK-002'], around: sendsReferencesToAll },
  { id: 'webhooks.deletes-on-paper', breaks: ['ORF-WHK-003'], around: deletesOnPaper },
  { id: 'webhooks.never-disables', breaks: ['ORF-WHK-012'], around: neverDisables },
  { id: 'webhooks.no-overlap', breaks: ['ORF-WHK-014'], around: relayed(signsWithTheNewSecretAlone) },
  { id: 'webhooks.keeps-the-old-secret', breaks: ['ORF-WHK-015'], around: afresh(keepsTheOldSecret) },
  { id: 'webhooks.reads-decimal-addresses-only', breaks: ['ORF-WHK-016'], around: readsDecimalOnly },
];

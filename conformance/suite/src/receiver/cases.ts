import { createHmac } from 'node:crypto';

/** A message as it is sent to a receiver. */
export interface Message {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What messages are made with. */
export interface Making {
  readonly secret: string;
  /** Seconds since 1970. */
  readonly now: number;
  /** Unique in this run. */
  readonly id: string;
}

/** One message, or several of which the last is judged, and what a receiver has to do with it. */
export interface ReceiverCase {
  readonly name: string;
  readonly requirement: string;
  readonly expected: 'taken' | 'refused';
  readonly messages: (making: Making) => readonly Message[];
}

const OTHER_SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

/** The signature of a message by a secret. */
export function signatureFor({ secret, now, id }: Making, body: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${now}.${body}`).digest('base64')}`;
}

/** A test event as `sendTestEvent` sends it, with other members if there are any. */
function eventText({ now, id }: Making, members: object = {}): string {
  const instant = new Date(now * 1000).toISOString();
  const endpoint = {
    id: 'whe_conformance',
    url: 'https://receiver.example/hooks',
    event_types: [],
    include_identifiers: false,
    description: 'A test of your receiver.',
    status: 'active',
    created_at: instant,
    updated_at: instant,
  };
  const subject = { kind: 'endpoint', id: endpoint.id };
  const envelope = {
    id,
    type: 'endpoint.test',
    sequence: 1,
    subject,
    occurred_at: instant,
    recorded_at: instant,
  };
  return JSON.stringify({ ...envelope, data: endpoint, ...members });
}

function message(
  making: Making,
  body = eventText(making),
  headers: Readonly<Record<string, string>> = {},
): Message {
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': making.id,
      'webhook-timestamp': String(making.now),
      'webhook-signature': signatureFor(making, body),
      ...headers,
    },
  };
}

/** A message sent so many seconds from now, signed as of then. */
function sentAfter(making: Making, seconds: number): Message {
  return message({ ...making, now: making.now + seconds });
}

function without(name: string) {
  return (making: Making): readonly Message[] => {
    const { [name]: _, ...headers } = message(making).headers;
    return [{ ...message(making), headers }];
  };
}

/** A message with another header than it should have; what it is made of stays. */
function withHeader(name: string, value: (making: Making, right: string) => string) {
  return (making: Making): readonly Message[] => {
    const right = message(making);
    return [{ ...right, headers: { ...right.headers, [name]: value(making, right.headers[name] ?? '') } }];
  };
}

/** A message whose body was changed after it was signed. */
function withBody(change: (body: string) => string) {
  return (making: Making): readonly Message[] => {
    const right = message(making);
    return [{ ...right, body: change(right.body) }];
  };
}

function taken(requirement: string, name: string, messages: ReceiverCase['messages']): ReceiverCase {
  return { name, requirement, expected: 'taken', messages };
}

function refused(requirement: string, name: string, messages: ReceiverCase['messages']): ReceiverCase {
  return { name, requirement, expected: 'refused', messages };
}

const SIGNED = 'ORF-WHK-018';
const FRESH = 'ORF-WHK-019';
const ANY = 'ORF-WHK-020';

/** Seconds short of five minutes that a clock may differ and a message may travel. */
const CLOSE = 270;

const accepted: readonly ReceiverCase[] = [
  taken(SIGNED, 'as it is sent', (making) => [message(making)]),
  taken(SIGNED, 'white space in the body', (making) => [message(making, `${eventText(making)}\n `)]),
  taken(SIGNED, 'letters outside ASCII', (making) => [
    message(making, eventText(making, { x_note: 'Größe über — 尺寸' })),
  ]),
  taken(SIGNED, 'members of a later version', (making) => [
    message(making, eventText(making, { later: { of: [1] } })),
  ]),
  taken(FRESH, 'nearly five minutes old', (making) => [sentAfter(making, -CLOSE)]),
  taken(FRESH, 'nearly five minutes ahead', (making) => [sentAfter(making, CLOSE)]),
  taken(
    ANY,
    'a signature of another version beside it',
    withHeader('webhook-signature', (_, right) => `v2,AAAA ${right}`),
  ),
  taken(
    ANY,
    'two signatures, the first by a secret that it does not know',
    withHeader('webhook-signature', (making, right) => `${byOther(making)} ${right}`),
  ),
  taken(
    ANY,
    'two signatures, the second by a secret that it does not know',
    withHeader('webhook-signature', (making, right) => `${right} ${byOther(making)}`),
  ),
  taken('ORF-WHK-021', 'the same message twice', (making) => [message(making), message(making)]),
  taken('ORF-WHK-021', 'the same event again, sent later', (making) => [
    message(making),
    sentAfter(making, 1),
  ]),
  taken('ORF-WHK-023', 'a type that it cannot know', (making) => [
    message(making, eventText(making, { type: 'parcel.teleported' })),
  ]),
];

function byOther(making: Making): string {
  return signatureFor({ ...making, secret: OTHER_SECRET }, eventText(making));
}

const rejected: readonly ReceiverCase[] = [
  refused(SIGNED, 'another secret', withHeader('webhook-signature', byOther)),
  refused(SIGNED, 'no signature', without('webhook-signature')),
  refused(
    SIGNED,
    'an empty signature',
    withHeader('webhook-signature', () => ''),
  ),
  refused(
    SIGNED,
    'a signature that is no base64',
    withHeader('webhook-signature', () => 'v1,§$%'),
  ),
  refused(
    SIGNED,
    'a signature cut short',
    withHeader('webhook-signature', (_, right) => right.slice(0, -8)),
  ),
  refused(
    SIGNED,
    'a bit of the signature changed',
    withHeader('webhook-signature', (_, right) => flipped(right)),
  ),
  refused(
    SIGNED,
    'a signature without its version',
    withHeader('webhook-signature', (_, right) => right.slice(3)),
  ),
  refused(
    SIGNED,
    'a signature of an unknown version only',
    withHeader('webhook-signature', (_, right) => right.replace('v1', 'v9')),
  ),
  refused(
    SIGNED,
    'a byte of the body changed',
    withBody((body) => body.replace('test of', 'test 0f')),
  ),
  refused(
    SIGNED,
    'a space added at the end',
    withBody((body) => `${body} `),
  ),
  refused(
    SIGNED,
    'the body parsed and written anew',
    withBody((body) => JSON.stringify(JSON.parse(body), null, 1)),
  ),
  refused(
    SIGNED,
    'another body',
    withBody(() => '{}'),
  ),
  refused(
    SIGNED,
    'no body',
    withBody(() => ''),
  ),
  refused(
    SIGNED,
    'another id',
    withHeader('webhook-id', (_, right) => `${right}x`),
  ),
  refused(
    SIGNED,
    'another timestamp, in time',
    withHeader('webhook-timestamp', ({ now }) => String(now - 5)),
  ),
  refused(
    SIGNED,
    'signed without the id',
    withHeader('webhook-signature', (making) => signatureFor({ ...making, id: '' }, eventText(making))),
  ),
  refused(FRESH, 'no id', without('webhook-id')),
  refused(FRESH, 'no timestamp', without('webhook-timestamp')),
  refused(FRESH, 'six minutes old', (making) => [sentAfter(making, -360)]),
  refused(FRESH, 'six minutes ahead', (making) => [sentAfter(making, 360)]),
  refused(FRESH, 'a day old', (making) => [sentAfter(making, -86_400)]),
  refused(FRESH, 'a timestamp that is an instant', (making) => [
    withTimestamp(making, new Date(making.now * 1000).toISOString()),
  ]),
  refused(FRESH, 'a timestamp with a fraction', (making) => [withTimestamp(making, `${making.now}.5`)]),
  refused(FRESH, 'a timestamp that is no number', (making) => [withTimestamp(making, 'soon')]),
];

/** Another timestamp than seconds, and a signature that is right for it. */
function withTimestamp(making: Making, text: string): Message {
  const body = eventText(making);
  const key = Buffer.from(making.secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${making.id}.${text}.${body}`).digest('base64');
  return message(making, body, { 'webhook-timestamp': text, 'webhook-signature': `v1,${signature}` });
}

function flipped(signature: string): string {
  const bytes = Buffer.from(signature.slice(3), 'base64');
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  return `v1,${bytes.toString('base64')}`;
}

/** Everything that a receiver is tried with. */
export const receiverCases: readonly ReceiverCase[] = [...accepted, ...rejected];

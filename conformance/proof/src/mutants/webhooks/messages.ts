import type { Mutant } from '../../mutant.ts';
import { type Answered, type Around, afresh, instead, together } from '../edge.ts';
import { type Handling, type Message, relayed, type Send, signed, typeOf } from './relay.ts';

const LAST_TWO_DAYS = 48 * 3600;

/** Alters the second attempt of a message, and signs it as it should be. */
function onSecondAttempt(change: (message: Message, first: Message) => Message): Handling {
  const attempts = new Map<string, Message[]>();
  return (message, send, { secrets }) => {
    const key = `${message.to} ${message.headers['webhook-id']}`;
    const before = attempts.get(key) ?? [];
    attempts.set(key, [...before, message]);
    const [first] = before;
    if (first === undefined || before.length > 1) return send(message);
    return send(signed(change(message, first), secrets.slice(0, 1)));
  };
}

function withHeader(message: Message, name: string, value: string): Message {
  return { ...message, headers: { ...message.headers, [name]: value } };
}

/** Sends the messages of a command again when the command is repeated under its key. */
function sendsReplays(): Around {
  const sent: { message: Message; send: Send }[] = [];
  const keys = new Set<string>();
  const repeats = instead('createReturn', async (asked, pass) => {
    const key = asked.headers['idempotency-key'] ?? '';
    const answer: Answered = await pass();
    const last = sent.at(-1);
    if (keys.has(key) && answer.status === 201 && last !== undefined) await last.send(last.message);
    keys.add(key);
    return answer;
  });
  const noting: Handling = (message, send) => {
    sent.push({ message, send });
    return send(message);
  };
  return together(repeats, relayed(noting));
}

/** Seconds between the first attempt of a message and this one. */
function age(): (message: Message) => number {
  const firsts = new Map<string, number>();
  return ({ to, headers }) => {
    const now = Number(headers['webhook-timestamp']);
    const key = `${to} ${headers['webhook-id']}`;
    const first = firsts.get(key) ?? now;
    firsts.set(key, first);
    return now - first;
  };
}

function givesUpEarly(): Handling {
  const ageOf = age();
  return async (message, send) => {
    const outcome = await send(message);
    const isOver = outcome.status >= 400 && ageOf(message) > LAST_TWO_DAYS;
    return isOver ? { status: 410 } : outcome;
  };
}

function restsForADay(): Handling {
  const ageOf = age();
  return (message, send) => {
    const seconds = ageOf(message);
    return seconds > 20 * 3600 && seconds < 44 * 3600 ? Promise.resolve({ status: 503 }) : send(message);
  };
}

function oneAfterTheOther(): Handling {
  let queue: Promise<unknown> = Promise.resolve();
  return (message, send) => {
    const turn = queue.then(() => send(message));
    queue = turn.catch(() => undefined);
    return turn;
  };
}

const followsRedirects: Handling = async (message, send) => {
  const outcome = await send(message);
  if (outcome.status === 302 && outcome.location !== undefined)
    await send({ ...message, to: outcome.location });
  return outcome;
};

/** White space after the body, once it is signed. */
const signsOtherBytes: Handling = (message, send) =>
  send(typeOf(message) === 'listing.opened' ? { ...message, body: `${message.body} ` } : message);

const dropsAType: Handling = (message, send) =>
  typeOf(message) === 'listing.opened' ? Promise.resolve({ status: 204 }) : send(message);

export const mutants: readonly Mutant[] = [
  { id: 'webhooks.signs-other-bytes', breaks: ['ORF-WHK-004'], around: relayed(signsOtherBytes) },
  {
    id: 'webhooks.id-per-attempt',
    breaks: ['ORF-WHK-005'],
    around: relayed(
      onSecondAttempt((message) => withHeader(message, 'webhook-id', `${message.headers['webhook-id']}-2`)),
    ),
  },
  {
    id: 'webhooks.timestamp-of-the-first-attempt',
    breaks: ['ORF-WHK-006'],
    around: relayed(
      onSecondAttempt((message, { headers }) =>
        withHeader(message, 'webhook-timestamp', headers['webhook-timestamp'] ?? ''),
      ),
    ),
  },
  { id: 'webhooks.drops-a-type', breaks: ['ORF-WHK-007'], around: relayed(dropsAType) },
  { id: 'webhooks.sends-replays', breaks: ['ORF-WHK-008'], around: afresh(sendsReplays) },
  { id: 'webhooks.follows-redirects', breaks: ['ORF-WHK-009'], around: relayed(followsRedirects) },
  {
    id: 'webhooks.gives-up-after-two-days',
    breaks: ['ORF-WHK-010'],
    around: afresh(() => relayed(givesUpEarly())),
  },
  { id: 'webhooks.rests-for-a-day', breaks: ['ORF-WHK-011'], around: afresh(() => relayed(restsForADay())) },
  {
    id: 'webhooks.one-after-the-other',
    breaks: ['ORF-WHK-013'],
    around: afresh(() => relayed(oneAfterTheOther())),
  },
];

import { at, isObject, type Json } from '../contract/documents.ts';
import { operationOf } from '../contract/operation-of.ts';
import { type Step, textOf } from '../driver/step.ts';
import { leakedWord } from '../label/leaks.ts';
import { type Claim, fact } from '../run/claim.ts';
import type { Observer } from '../run/observer.ts';
import { type Answered, type Judged, watching } from '../run/watching.ts';
import { BUYER, BUYERS_WORDS, OWN_MEMBER, SENDER, SENDERS_WORDS } from '../stage/marks.ts';

const ADDRESSES = [...Object.values(SENDER), ...Object.values(BUYER)];
const WORDS = [...Object.values(SENDERS_WORDS)];
const OWN = [...Object.keys(OWN_MEMBER), ...Object.values(OWN_MEMBER)];
/** Where what the buyer said stands in nobody's sight. */
const WORDLESS = ['listEvents', 'getEvent', 'explainReturn', 'getReturnTimeline'];
const BLIND = ['without_identifiers', 'read_only'];
/** Members by which a retailer knows people, orders and payments, as callers send them. */
const REFERENCES = ['external_id', 'order_ref', 'line_ref', 'ref', 'buyer_ref', 'external_ref'];

const answers = watching({
  id: 'observer.marks',
  title: 'What the stage says of people comes out nowhere: plain, URL-encoded or in base64',
  requirements: ['ORF-PRV-003', 'ORF-PRV-007', 'ORF-PRV-008', 'ORF-RAT-006', 'ORF-PRV-010'],
  begin: ({ contract }) => {
    const references = new Set<string>();
    return (answered) => {
      const { request } = answered.exchange;
      const operation = operationOf(contract, request)?.id;
      for (const each of referencesIn(sent(answered))) references.add(each);
      return operation === 'getLabelDocument' ? undefined : judged(answered, operation, references);
    };
  },
});

function judged(
  { exchange: { request }, reply }: Answered,
  operation: string | undefined,
  references: ReadonlySet<string>,
): Judged {
  const text = `${Object.values(reply.headers).join('\n')}\n${reply.text}`;
  const isEvent = operation === 'listEvents' || operation === 'getEvent';
  const isWordless = reply.status >= 400 || WORDLESS.includes(operation ?? '');
  return {
    'ORF-PRV-003': [nothingOf('an address', text, ADDRESSES)],
    ...(isEvent ? ofEvent(text) : {}),
    ...(isWordless ? { 'ORF-RAT-006': [nothingOf("the buyer's words", text, [BUYERS_WORDS])] } : {}),
    ...(BLIND.includes(request.credential) && references.size > 0
      ? { 'ORF-PRV-010': [nothingOf("the retailer's references", text, [...references])] }
      : {}),
  };
}

function ofEvent(text: string): Judged {
  return {
    'ORF-PRV-007': [nothingOf('free text, evidence or flags', text, WORDS)],
    'ORF-PRV-008': [nothingOf('members of the caller', text, OWN)],
  };
}

function nothingOf(what: string, text: string, words: readonly string[]): Claim {
  const word = leakedWord(text, words);
  return fact(`nothing of ${what}`, word === undefined, { actual: word });
}

function sent({ exchange: { request } }: Answered): Json | undefined {
  if (request.body === undefined || request.method === 'GET') return undefined;
  try {
    return JSON.parse(textOf(request.body)) as Json;
  } catch {
    return undefined;
  }
}

/** References of a message that are long enough to be told from anything else. */
function* referencesIn(json: Json | undefined): Generator<string> {
  if (!isObject(json)) return;
  for (const [name, value] of Object.entries(json)) {
    if (typeof value === 'string' && REFERENCES.includes(name) && value.length >= 16) yield value;
    else if (isObject(value)) yield* referencesIn(value);
  }
}

/** Messages to the suite's own receiver hold what events hold. */
const messages: Observer = {
  id: 'observer.messages',
  title: 'Messages to endpoints hold nothing that an event may not hold',
  requirements: ['ORF-PRV-003', 'ORF-PRV-007', 'ORF-PRV-008'],
  judge: ({ steps }) => {
    const bodies = steps.flatMap(bodiesOf);
    const text = bodies.join('\n');
    const claims: Judged = { 'ORF-PRV-003': [nothingOf('an address', text, ADDRESSES)], ...ofEvent(text) };
    const findings = Object.entries(claims).flatMap(([requirement, own]) =>
      own.filter(({ holds }) => !holds).map(({ expected, actual }) => ({ requirement, expected, actual })),
    );
    const asserted = Object.fromEntries(Object.keys(claims).map((id) => [id, Math.max(1, bodies.length)]));
    return { asserted, findings };
  },
};

function bodiesOf(step: Step): string[] {
  return step.kind === 'collect' ? step.received.map(({ body }) => textOf(body)) : [];
}

const places = watching({
  id: 'observer.places',
  title: 'Where a consumer is, is said by country and region of NUTS 1',
  requirements: ['ORF-PRV-005'],
  begin:
    () =>
    ({ reply }) => {
      const regions = reply.status < 300 ? [...regionsIn(reply.json)] : [];
      return regions.length === 0 ? undefined : { 'ORF-PRV-005': regions.flatMap(regionClaims) };
    },
});

function* regionsIn(json: Json | undefined): Generator<Json> {
  if (Array.isArray(json)) for (const each of json) yield* regionsIn(each);
  if (!isObject(json)) return;
  for (const [name, value] of Object.entries(json)) {
    if (name === 'ship_from_region' || name === 'ship_to_region') yield value;
    else yield* regionsIn(value);
  }
}

function regionClaims(region: Json): Claim[] {
  const text = JSON.stringify(region);
  const codes = [SENDER, BUYER].map(({ postal_code: code }) => code.slice(0, 4));
  const nuts = at(region, '/nuts1');
  const isCoarse = nuts === undefined || /^[A-Z]{2}[A-Z0-9]$/.test(String(nuts));
  const isFiner = codes.some((code) => text.includes(code));
  return [fact('a country and a region of NUTS 1 at most', isCoarse && !isFiner, { actual: region })];
}

export const observers: readonly Observer[] = [answers, messages, places];

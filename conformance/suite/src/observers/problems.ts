import type { Contract } from '../contract/contract.ts';
import { at, isObject, type JsonObject } from '../contract/documents.ts';
import { bytesOf } from '../driver/step.ts';
import { type Claim, fact, header, member, present } from '../run/claim.ts';
import type { Reply } from '../run/reply.ts';
import { type Answered, watching } from '../run/watching.ts';

export const observers = [
  watching({
    id: 'observer.problems',
    title: 'Every refusal is a problem, with a code and the status that the register gives it',
    requirements: ['ORF-GEN-026', 'ORF-GEN-028'],
    begin:
      ({ contract, discovery }) =>
      ({ reply }) => {
        if (reply.status < 400) return undefined;
        const code = at(reply.json, '/code');
        const isOfThisVersion = discovery.version === contract.version;
        const isKnown = contract.problems.has(String(code));
        return {
          'ORF-GEN-026': shape(reply, contract),
          ...(isOfThisVersion && typeof code === 'string'
            ? { 'ORF-GEN-028': [fact('a code of the register', isKnown, { actual: code })] }
            : {}),
        };
      },
  }),
  watching({
    id: 'observer.problems-tell-nothing',
    title: 'No problem repeats what is known of a person',
    requirements: ['ORF-GEN-027'],
    begin: () => {
      const told = new Set<string>();
      return (answered) => {
        for (const value of personal(answered)) told.add(value);
        if (answered.reply.status < 400) return undefined;
        const shown = [...told].find((value) => answered.reply.text.includes(value));
        const claim = fact('no name, address or reference of a person', shown === undefined, {
          actual: shown,
        });
        return { 'ORF-GEN-027': [claim] };
      };
    },
  }),
];

function shape(reply: Reply, contract: Contract): Claim[] {
  const type = reply.headers['content-type'];
  const isProblem = type?.split(';')[0]?.trim().toLowerCase() === 'application/problem+json';
  const media = header(reply, 'Content-Type', /^application\/problem\+json/i);
  if (!isProblem || !isObject(reply.json)) return [{ ...media, holds: false }];
  const registered = contract.problems.get(String(reply.json.code));
  return [
    ...['type', 'code', 'title', 'status', 'request_id'].map((name) => present(reply, `/${name}`)),
    member(reply, '/status', reply.status),
    member(reply, '/request_id', reply.headers['orf-request-id']),
    fact(
      `the status ${registered ?? reply.status} of its code`,
      (registered ?? reply.status) === reply.status,
      { actual: reply.status },
    ),
  ];
}

/** Members of addresses that nobody else would hold by chance. */
const TELLING = ['name', 'street', 'street_2', 'postal_code', 'email', 'phone'];

/** What a request says of people: parts of addresses, and the references of sender and buyer. */
function* personal({ exchange: { request } }: Answered): Generator<string> {
  if (request.body === undefined) return;
  const body = parsed(bytesOf(request.body).toString('utf8'));
  if (!isObject(body)) return;
  const address = [body.ship_from, body.ship_to].find(isObject);
  const values = [
    ...TELLING.map((name) => (address as JsonObject | undefined)?.[name]),
    at(body, '/consumer/ref'),
    body.buyer_ref,
    body.external_id,
  ];
  for (const value of values) if (typeof value === 'string' && value.length >= 5) yield value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

import type { Operation } from '../contract/contract.ts';
import { operationOf } from '../contract/operation-of.ts';
import { type Claim, fact, header, shown } from '../run/claim.ts';
import type { Reply } from '../run/reply.ts';
import { watching } from '../run/watching.ts';

/** Codes of answers that belong to no operation, even if one has that path. */
const OF_NO_OPERATION = ['method_not_allowed', 'malformed_request'];

export const observers = [
  watching({
    id: 'observer.contract',
    title: 'Every answer of an operation is one that the contract declares: status, headers and body',
    requirements: ['ORF-GEN-036'],
    begin:
      ({ contract }) =>
      ({ exchange: { request }, reply }) => {
        const operation = operationOf(contract, request);
        const code = (reply.json as { code?: unknown } | null | undefined)?.code;
        if (operation === undefined || OF_NO_OPERATION.includes(String(code))) return undefined;
        return { 'ORF-GEN-036': claimsOf(operation, reply) };
      },
  }),
];

function claimsOf(operation: Operation, reply: Reply): Claim[] {
  const media = operation.answers.get(reply.status);
  const declared = [...operation.answers.keys()].join(', ');
  const known = fact(`a status that ${operation.id} declares (${declared})`, media !== undefined, {
    actual: reply.status,
  });
  if (media === undefined) return [known];
  const headers = operation.requiredHeaders.get(reply.status) ?? [];
  return [known, ...headers.map((name) => header(reply, name, /./)), ...bodyClaims(media, reply)];
}

function bodyClaims(media: NonNullable<ReturnType<Operation['answers']['get']>>, reply: Reply): Claim[] {
  if (media.size === 0) return [fact('no body', reply.text === '', { actual: reply.text })];
  const type = reply.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
  const known = fact(`a body of ${[...media.keys()].join(' or ')}`, media.has(type), { actual: type });
  const schema = media.get(type);
  if (schema === undefined) return [known];
  if (reply.json === undefined) return [known, fact('JSON', false, { actual: reply.text })];
  const faults = schema(reply.json).slice(0, 2);
  return [
    known,
    ...faults.map(({ pointer, expected }) => ({
      holds: false,
      expected: `a body of the declared schema: ${expected}`,
      actual: shown(reply.json),
      pointer,
    })),
  ];
}

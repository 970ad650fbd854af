import { operationOf } from '../contract/operation-of.ts';
import { fact, header } from '../run/claim.ts';
import { watching } from '../run/watching.ts';

export const observers = [
  watching({
    id: 'observer.request-ids',
    title: 'Every answer names its request, and no two the same',
    requirements: ['ORF-GEN-018'],
    begin: () => {
      const seen = new Set<string>();
      return ({ reply }) => {
        const id = reply.headers['orf-request-id'];
        const isNew = id === undefined || !seen.has(id);
        if (id !== undefined) seen.add(id);
        return {
          'ORF-GEN-018': [
            header(reply, 'ORF-Request-Id', /^.{1,128}$/),
            fact('a request id that no other answer has', isNew, { actual: id }),
          ],
        };
      };
    },
  }),
  watching({
    id: 'observer.no-store',
    title: 'Nothing that a token opened is stored on the way',
    requirements: ['ORF-GEN-019'],
    begin:
      ({ contract, discovery: { profiles } }) =>
      ({ exchange: { request }, reply }) => {
        const operation = operationOf(contract, request);
        const isOffered =
          operation?.profile === 'test_control' ||
          (Array.isArray(profiles) && profiles.includes(operation?.profile ?? ''));
        if (operation === undefined || operation.isPublic || !isOffered) return undefined;
        return { 'ORF-GEN-019': [header(reply, 'Cache-Control', /(^|[\s,])no-store($|[\s,])/i)] };
      },
  }),
];

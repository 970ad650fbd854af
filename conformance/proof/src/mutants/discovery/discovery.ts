import { manifest } from '@open-return-forwarding/protocol';
import type { Mutant } from '../../mutant.ts';
import { type Asked, instead, type Members, onAnswer, onBody, problemAnswer, together } from '../edge.ts';

function profilesOf(body: Members): string[] {
  return body.profiles as string[];
}

function isOfWebhooks({ operation }: Asked): boolean {
  return Object.values(manifest).some(
    ({ operationId, profile }) => operationId === operation && profile === 'webhooks',
  );
}

export const mutants: readonly Mutant[] = [
  {
    id: 'discovery.token-looked-at',
    breaks: ['ORF-DIS-001', 'ORF-GEN-036'],
    around: instead('getDiscovery', async ({ headers }, pass) =>
      headers.authorization === undefined || headers.authorization.endsWith('orf_test_sandbox')
        ? pass()
        : problemAnswer('unauthorized', { 'www-authenticate': 'Bearer' }),
    ),
  },
  {
    id: 'discovery.without-core',
    breaks: ['ORF-DIS-003'],
    around: onBody('getDiscovery', (body) => ({
      ...body,
      profiles: profilesOf(body).filter((profile) => profile !== 'core'),
    })),
  },
  {
    id: 'discovery.operation-missing',
    breaks: ['ORF-DIS-004'],
    around: onAnswer('getDecision', (answer, { target }) =>
      answer.status === 400 && target.includes('zz_unknown') ? problemAnswer('not_found') : answer,
    ),
  },
  {
    id: 'discovery.undeclared-not-found',
    breaks: ['ORF-DIS-005'],
    around: together(
      onBody('getDiscovery', (body) => ({
        ...body,
        profiles: profilesOf(body).filter((profile) => profile !== 'webhooks'),
      })),
      instead(isOfWebhooks, () => Promise.resolve(problemAnswer('not_found'))),
    ),
  },
  {
    id: 'discovery.undeclared-by-scope',
    breaks: ['ORF-DIS-005'],
    around: together(
      onBody('getDiscovery', (body) => ({
        ...body,
        profiles: profilesOf(body).filter((profile) => profile !== 'webhooks'),
      })),
      instead(isOfWebhooks, async (_, pass) => {
        const answer = await pass();
        return answer.status === 403 ? answer : problemAnswer('profile_not_supported');
      }),
    ),
  },
  {
    id: 'discovery.code-not-described',
    breaks: ['ORF-DIS-006'],
    around: instead('getProblemType', async ({ path }, pass) =>
      path.code === 'too_deep' ? problemAnswer('not_found') : pass(),
    ),
  },
  {
    id: 'discovery.code-with-another-status',
    breaks: ['ORF-DIS-006'],
    around: onBody('getProblemType', (body) =>
      body.code === 'missing_scope' ? { ...body, status: 401 } : body,
    ),
  },
];

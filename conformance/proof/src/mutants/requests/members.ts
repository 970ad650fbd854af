import type { Mutant } from '../../mutant.ts';
import {
  type Asked,
  instead,
  isMembers,
  onProblem,
  onRequest,
  onSentBody,
  problemAnswer,
  redirected,
  refusedAs,
  sentBody,
} from '../edge.ts';

const LISTS = ['listReturns', 'listListings', 'listOrders', 'listForwards'];

/** The request with another query. */
function asking(asked: Asked, change: (query: URLSearchParams) => void): Asked {
  const [path = '', search = ''] = asked.target.split('?');
  const query = new URLSearchParams(search);
  change(query);
  return redirected(asked, query.size === 0 ? path : `${path}?${query}`);
}

export const mutants: readonly Mutant[] = [
  {
    id: 'requests.members.unknown-passed-over',
    breaks: ['ORF-GEN-009'],
    around: onSentBody('checkEligibility', (body, { headers }) => {
      const { colour, ...others } = body;
      return colour === undefined || 'orf-version' in headers ? body : others;
    }),
  },
  {
    id: 'requests.members.unknown-parameters-passed-over',
    breaks: ['ORF-GEN-009'],
    around: onRequest(LISTS, (asked) => asking(asked, (query) => query.delete('zz_unknown'))),
  },
  {
    id: 'requests.members.own-refused-inside',
    breaks: ['ORF-GEN-010'],
    around: instead('createReturn', async (asked, pass) => {
      const line = sentBody(asked)?.order_line;
      return isMembers(line) && 'x_own' in line ? problemAnswer('invalid_body') : pass();
    }),
  },
  {
    id: 'requests.members.own-parameters-refused',
    breaks: ['ORF-GEN-010'],
    around: instead('listReturns', async ({ target }, pass) =>
      target.includes('x_trace=') ? problemAnswer('invalid_parameter') : pass(),
    ),
  },
  {
    id: 'requests.members.version-not-read',
    breaks: ['ORF-GEN-011'],
    around: onRequest('*', (asked) => {
      const { 'orf-version': _, ...headers } = asked.headers;
      return { ...asked, headers };
    }),
  },
  {
    id: 'requests.parameters.leading-noughts',
    breaks: ['ORF-GEN-037'],
    around: onRequest('listReturns', (asked) =>
      asking(asked, (query) => {
        const limit = query.get('limit');
        if (limit !== null && /^0\d/.test(limit)) query.set('limit', String(Number(limit)));
      }),
    ),
  },
  {
    id: 'requests.parameters.last-one-wins',
    breaks: ['ORF-GEN-037'],
    around: onRequest('listReturns', (asked) =>
      asking(asked, (query) => {
        const limits = query.getAll('limit');
        if (limits.length > 1) query.set('limit', limits.at(-1) ?? '');
      }),
    ),
  },
  {
    id: 'requests.parameters.not-named',
    breaks: ['ORF-GEN-037'],
    around: onProblem('invalid_parameter', (answer, { operation }) => {
      const { errors, ...body } = answer.body as { errors?: { parameter?: string }[] };
      return operation === 'listReturns' && errors?.[0]?.parameter === 'limit' ? { ...answer, body } : answer;
    }),
  },
  {
    id: 'requests.one-fault.no-such-method',
    breaks: ['ORF-GEN-038'],
    around: refusedAs('method_not_allowed', 'not_found'),
  },
  {
    id: 'requests.one-fault.accept-not-read',
    breaks: ['ORF-GEN-038'],
    around: onRequest('listReturns', (asked) => {
      const { accept: _, ...headers } = asked.headers;
      return { ...asked, headers };
    }),
  },
];

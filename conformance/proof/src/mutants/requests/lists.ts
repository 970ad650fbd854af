import type { Mutant } from '../../mutant.ts';
import {
  type Around,
  instead,
  isMembers,
  type Members,
  onAnswer,
  onBody,
  onRequest,
  problemAnswer,
  queryOf,
  redirected,
  sentBody,
} from '../edge.ts';

function withoutCursor(target: string): string {
  const [path = '', search = ''] = target.split('?');
  const query = new URLSearchParams(search);
  query.delete('cursor');
  return `${path}?${query}`;
}

/** Cursors that were there before the clock moved a day are not taken any more. */
function shortLived(): Around {
  return (serve) => {
    const old = new Set<string>();
    let known: string[] = [];
    const moved = onRequest('advanceClock', (asked) => {
      if (Number(sentBody(asked)?.seconds) >= 86_400) for (const each of known) old.add(each);
      return asked;
    });
    const listed = instead('listOrders', async (asked, pass) => {
      if (old.has(queryOf(asked).get('cursor') ?? '')) return problemAnswer('invalid_parameter');
      const answer = await pass();
      const next = isMembers(answer.body) ? answer.body.next_cursor : undefined;
      if (typeof next === 'string') known = [...known, next];
      return answer;
    });
    return listed(moved(serve));
  };
}

const ONE = '"1"';

export const mutants: readonly Mutant[] = [
  {
    id: 'requests.lists.one-lost',
    breaks: ['ORF-GEN-030'],
    around: onBody('listReturns', (body, asked) =>
      queryOf(asked).has('cursor') && queryOf(asked).get('limit') === '2'
        ? { ...body, items: (body.items as Members[]).slice(1) }
        : body,
    ),
  },
  {
    id: 'requests.lists.one-twice',
    breaks: ['ORF-GEN-030'],
    around: onBody('listReturns', (body, asked) => {
      const [first, ...rest] = body.items as Members[];
      const isFirst = !queryOf(asked).has('cursor') && queryOf(asked).get('limit') === '2';
      return isFirst && first !== undefined ? { ...body, items: [first, first, ...rest] } : body;
    }),
  },
  {
    id: 'requests.lists.any-cursor',
    breaks: ['ORF-GEN-031'],
    around: instead('listOrders', async (asked, pass) => {
      const answer = await pass();
      return answer.status === 400 && queryOf(asked).has('cursor')
        ? pass(redirected(asked, withoutCursor(asked.target)))
        : answer;
    }),
  },
  { id: 'requests.lists.short-lived-cursors', breaks: ['ORF-GEN-032'], around: shortLived() },
  {
    id: 'requests.tags.never-change',
    breaks: ['ORF-GEN-033'],
    around: (serve) => {
      const shown = onAnswer('getWebhookEndpoint', (answer) =>
        answer.status === 200 ? { ...answer, headers: { ...answer.headers, etag: ONE } } : answer,
      );
      const taken = onRequest('updateWebhookEndpoint', (asked) => {
        const { 'if-match': tag, ...headers } = asked.headers;
        return tag === ONE ? { ...asked, headers } : asked;
      });
      return shown(taken(serve));
    },
  },
  {
    id: 'requests.tags.not-read',
    breaks: ['ORF-GEN-034'],
    around: onRequest('updateWebhookEndpoint', (asked) => {
      const { 'if-match': _, ...headers } = asked.headers;
      return { ...asked, headers };
    }),
  },
];

import type { Mutant } from '../../mutant.ts';
import {
  type Asked,
  afresh,
  instead,
  isMembers,
  type Members,
  onBody,
  onSentBody,
  queryOf,
  redirected,
  together,
} from '../edge.ts';
import { returnOf } from './returns.ts';

/** The same question for another audience or language. */
function asking(asked: Asked, change: Readonly<Record<string, string>>): Asked {
  const [path = ''] = asked.target.split('?');
  const query = queryOf(asked);
  for (const [name, value] of Object.entries(change)) query.set(name, value);
  return redirected(asked, `${path}?${query}`);
}

function linesOf({ lines }: Members): Members[] {
  return Array.isArray(lines) ? lines.filter(isMembers) : [];
}

/** Whether it speaks of a parcel that is to be handed in. */
function isMatched(body: Members): boolean {
  return linesOf(body).some(({ code }) => code === 'ship_by');
}

function isForConsumers(asked: Asked): boolean {
  return (queryOf(asked).get('audience') ?? 'consumer') === 'consumer';
}

/** Signs an explanation with the order that the item came by. */
function signed() {
  const orders = new Map<string, unknown>();
  return together(
    onBody('createReturn', (body) => {
      orders.set(String(body.id), isMembers(body.order_line) ? body.order_line.order_ref : undefined);
      return body;
    }),
    onBody('explainReturn', (body) =>
      isMatched(body)
        ? { ...body, headline: `${String(body.headline)} (${String(orders.get(String(body.return_id)))})` }
        : body,
    ),
  );
}

export const mutants: readonly Mutant[] = [
  {
    id: 'returns.explained-in-english-as-french',
    breaks: ['ORF-RET-013'],
    around: instead('explainReturn', async (asked, pass) => {
      if (queryOf(asked).get('locale') !== 'fr') return pass();
      const answer = await pass(asking(asked, { locale: 'en' }));
      return isMembers(answer.body) && answer.status === 200
        ? { ...answer, body: { ...answer.body, locale: 'fr' } }
        : answer;
    }),
  },
  {
    id: 'returns.explained-in-its-own-words-always',
    breaks: ['ORF-RET-014', 'ORF-POL-008'],
    around: onSentBody('resetSandbox', (body) => {
      const { policy } = body;
      if (!isMembers(policy) || !isMembers(policy.wording)) return body;
      const wording = Object.entries(policy.wording).map(([locale, texts]) => {
        const { consumer: _, ...rest } = isMembers(texts) ? texts : {};
        return [locale, rest];
      });
      return { ...body, policy: { ...policy, wording: Object.fromEntries(wording) } };
    }),
  },
  { id: 'returns.explained-with-an-order-number', breaks: ['ORF-RET-015'], around: afresh(signed) },
  {
    id: 'returns.explained-as-a-used-item',
    breaks: ['ORF-RET-016'],
    around: onBody('explainReturn', (body) =>
      isMatched(body) ? { ...body, headline: `${String(body.headline)} It is a used item.` } : body,
    ),
  },
  {
    id: 'returns.consumers-told-a-probability',
    breaks: ['ORF-RET-017'],
    around: onBody('explainReturn', (body, asked) => {
      if (!isForConsumers(asked) || !isMatched(body)) return body;
      const line = { code: 'match_probability', text: 'This was likely.' };
      return { ...body, lines: [...linesOf(body), line] };
    }),
  },
  {
    id: 'returns.rollout-told-by-a-hint',
    breaks: ['ORF-RET-018'],
    around: instead('explainReturn', async (asked, pass) => {
      const answer = await pass();
      const { route } = await returnOf(asked, pass);
      const isOut = isMembers(route) && route.reason_code === 'rollout' && isForConsumers(asked);
      return isOut && isMembers(answer.body)
        ? {
            ...answer,
            body: { ...answer.body, headline: `${String(answer.body.headline)} Another time, perhaps.` },
          }
        : answer;
    }),
  },
  {
    id: 'returns.statutory-date-not-named',
    breaks: ['ORF-RET-020'],
    around: onBody('explainReturn', (body) => ({
      ...body,
      lines: linesOf(body).filter(({ code }) => !String(code).startsWith('statutory_date')),
    })),
  },
  {
    id: 'returns.support-told-what-finance-is',
    breaks: ['ORF-RET-022'],
    around: instead('explainReturn', async (asked, pass) => {
      if (queryOf(asked).get('audience') !== 'support') return pass();
      const answer = await pass(asking(asked, { audience: 'finance' }));
      return isMembers(answer.body) && answer.status === 200
        ? { ...answer, body: { ...answer.body, audience: 'support' } }
        : answer;
    }),
  },
];

import { randomUUID } from 'node:crypto';
import type { Mutant } from '../../mutant.ts';
import {
  type Answered,
  type Around,
  type Asked,
  afresh,
  instead,
  isMembers,
  type Members,
  onBody,
  onRequest,
  problemAnswer,
} from '../edge.ts';

const KEY = 'idempotency-key';

function keyed(asked: Asked, key: string): Asked {
  return { ...asked, headers: { ...asked.headers, [KEY]: key } };
}

function remembering<T>(make: (state: Map<string, T>) => Around): Around {
  return afresh(() => make(new Map()));
}

function codeOf({ body }: Answered): unknown {
  return isMembers(body) ? body.code : undefined;
}

/** Operations that the checks of keys call, so that nothing else is touched. */
const TRIED = ['addEvidence'];

export const mutants: readonly Mutant[] = [
  {
    id: 'requests.keys.made-up',
    breaks: ['ORF-GEN-020'],
    around: onRequest(TRIED, (asked) =>
      (asked.headers[KEY] ?? '') === '' ? keyed(asked, randomUUID()) : asked,
    ),
  },
  {
    id: 'requests.keys.short-only',
    breaks: ['ORF-GEN-020'],
    around: instead(TRIED, async ({ headers }, pass) =>
      (headers[KEY] ?? '').length === 255 ? problemAnswer('idempotency_key_required') : pass(),
    ),
  },
  {
    id: 'requests.keys.not-read',
    breaks: ['ORF-GEN-022', 'ORF-GEN-023'],
    around: onRequest(TRIED, (asked) =>
      /^[\w.-]{2,120}$/.test(asked.headers[KEY] ?? '') ? keyed(asked, randomUUID()) : asked,
    ),
  },
  {
    id: 'requests.keys.quotes-count',
    breaks: ['ORF-GEN-021'],
    around: onRequest('createReturn', (asked) => {
      const key = asked.headers[KEY] ?? '';
      return key.startsWith('"') ? keyed(asked, `q${key.slice(1, -1)}`) : asked;
    }),
  },
  {
    id: 'requests.keys.another-place',
    breaks: ['ORF-GEN-021'],
    around: remembering<string>((seen) =>
      instead('createReturn', async (asked, pass) => {
        const answer = await pass();
        const { location } = answer.headers;
        const key = asked.headers[KEY] ?? '';
        if (location === undefined || !seen.has(key)) {
          seen.set(key, location ?? '');
          return answer;
        }
        return { ...answer, headers: { ...answer.headers, location: `${location}?again` } };
      }),
    ),
  },
  {
    id: 'requests.keys.first-answer-to-anything',
    breaks: ['ORF-GEN-022'],
    around: remembering<Answered>((answers) =>
      instead(TRIED, async (asked, pass) => {
        const answer = await pass();
        const key = asked.headers[KEY] ?? '';
        if (answer.status < 300) answers.set(key, answer);
        const first = answers.get(key);
        if (first === undefined || codeOf(answer) !== 'idempotency_key_reused') return answer;
        return { ...first, headers: { ...first.headers, 'orf-request-id': `req_${randomUUID()}` } };
      }),
    ),
  },
  {
    id: 'requests.keys.spent-by-a-refusal',
    breaks: ['ORF-GEN-022'],
    around: remembering<string>((refused) =>
      instead(TRIED, async (asked, pass) => {
        const key = asked.headers[KEY] ?? '';
        const sent = refused.get(key);
        if (sent !== undefined && sent !== asked.body.toString())
          return problemAnswer('idempotency_key_reused');
        const answer = await pass();
        if (answer.status === 422 && codeOf(answer) === 'invalid_body')
          refused.set(key, asked.body.toString());
        return answer;
      }),
    ),
  },
  {
    id: 'requests.keys.no-time-to-wait',
    breaks: ['ORF-GEN-023'],
    around: remembering<true>((running) =>
      instead(TRIED, async (asked, pass) => {
        const key = asked.headers[KEY] ?? '';
        if (key.length > 3 && running.has(key)) return problemAnswer('idempotency_key_in_use');
        running.set(key, true);
        return pass().finally(() => running.delete(key));
      }),
    ),
  },
  {
    id: 'requests.keys.forgotten-early',
    breaks: ['ORF-GEN-024'],
    around: onBody('getDiscovery', (body) => ({ ...body, idempotency_retention_hours: 48 })),
  },
  {
    id: 'requests.ids.begin-with-a-line',
    breaks: ['ORF-GEN-015'],
    around: onBody(['createReturn', 'getReturn'], (body) =>
      Array.isArray(body.evidence)
        ? {
            ...body,
            evidence: body.evidence.map((each: Members) => ({ ...each, id: `_${String(each.id)}` })),
          }
        : body,
    ),
  },
  {
    id: 'requests.external-ids.twice',
    breaks: ['ORF-GEN-017'],
    around: instead('createOrder', async (asked, pass) => {
      const answer = await pass();
      if (codeOf(answer) !== 'external_id_taken') return answer;
      const sent = JSON.parse(asked.body.toString('utf8')) as Record<string, unknown>;
      const body = Buffer.from(JSON.stringify({ ...sent, external_id: `${String(sent.external_id)}-2` }));
      const second = await pass({ ...asked, body });
      const made = isMembers(second.body) ? { ...second.body, external_id: sent.external_id } : second.body;
      return { ...second, body: made };
    }),
  },
];

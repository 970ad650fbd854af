import { randomBytes, randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Variant } from '../mutant.ts';
import {
  type Around,
  isMembers,
  type Members,
  onAnswer,
  onBody,
  onProblem,
  onRequest,
  queryOf,
  together,
} from '../mutants/edge.ts';

/** Changes every JSON object inside a value, the outermost last. */
function everywhere(value: unknown, change: (object: Members) => Members): unknown {
  if (Array.isArray(value)) return value.map((item) => everywhere(item, change));
  if (!isMembers(value)) return value;
  return change(
    Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, everywhere(inner, change)])),
  );
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

/** Writes every instant with milliseconds. */
const withMilliseconds: Around = onAnswer('*', (answer) => ({
  ...answer,
  body: everywhere(answer.body, (object) =>
    Object.fromEntries(
      Object.entries(object).map(([name, value]) => [
        name,
        typeof value === 'string' && INSTANT.test(value) ? value.replace('Z', '.000Z') : value,
      ]),
    ),
  ),
}));

/** Members of its own in every object that can grow. */
const withOwnMembers: Around = onAnswer('*', (answer) => {
  if (!isMembers(answer.body)) return answer;
  return { ...answer, body: { ...answer.body, vendor_note: 'ours', x_vendor: { build: 7 } } };
});

const otherWords: Around = onProblem('*', (answer) => {
  if (!isMembers(answer.body)) return answer;
  const { errors } = answer.body;
  const spoken = Array.isArray(errors)
    ? { errors: errors.map((error: Members) => ({ ...error, detail: 'geht so nicht' })) }
    : {};
  return { ...answer, body: { ...answer.body, ...spoken, detail: 'Das geht leider nicht.' } };
});

const inOtherOrder: Around = (serve) => async (request) => {
  const response = await serve(request);
  if (!/^application\/(problem\+)?json/.test(response.headers.get('content-type') ?? '')) return response;
  const reversed = everywhere(JSON.parse(await response.text()), (object) =>
    Object.fromEntries(Object.entries(object).toReversed()),
  );
  const headers = new Headers(response.headers);
  headers.delete('content-length');
  headers.set('content-type', `${headers.get('content-type')?.split(';')[0]}; charset=utf-8`);
  return new Response(JSON.stringify(reversed, null, '\t'), { status: response.status, headers });
};

const LONGEST_PAGE = 2;

/** Pages hold less than they are asked for. */
const shortPages: Around = onRequest(
  ({ operation = '' }) => operation.startsWith('list'),
  (asked) => {
    const query = queryOf(asked);
    const given = query.getAll('limit');
    const [limit = '50'] = given;
    const isPlain = given.length < 2 && /^[1-9]\d{0,2}$/.test(limit) && Number(limit) <= 200;
    if (!isPlain || Number(limit) <= LONGEST_PAGE) return asked;
    query.set('limit', String(LONGEST_PAGE));
    return { ...asked, target: `${asked.target.split('?')[0]}?${query}` };
  },
);

/** Hands out cursors of its own, which stand for the server's. */
function otherCursors(): Around {
  const inner = new Map<string, string>();
  const outer = (cursor: unknown) => {
    if (typeof cursor !== 'string') return cursor;
    const own = randomBytes(randomInt(4, 40)).toString('base64url');
    inner.set(own, cursor);
    return own;
  };
  return together(
    onBody('*', (body) => ({
      ...body,
      ...('next_cursor' in body ? { next_cursor: outer(body.next_cursor) } : {}),
      ...('resume_cursor' in body ? { resume_cursor: outer(body.resume_cursor) } : {}),
    })),
    onRequest('*', (asked) => {
      const query = queryOf(asked);
      const known = inner.get(query.get('cursor') ?? '');
      if (known === undefined) return asked;
      query.set('cursor', known);
      return { ...asked, target: `${asked.target.split('?')[0]}?${query}` };
    }),
  );
}

const unhurried: Around = (serve) => async (request) => {
  await wait(15);
  return serve(request);
};

/** Says nothing of a quota, which is its right. */
const withoutQuota: Around = onAnswer('*', (answer) => {
  const { ratelimit: _, 'ratelimit-policy': __, ...headers } = answer.headers;
  return answer.status === 429 ? answer : { ...answer, headers };
});

export const variants: readonly Variant[] = [
  { id: 'milliseconds', title: 'Instants are written with milliseconds', around: withMilliseconds },
  { id: 'own-members', title: 'Answers have members of the vendor', around: withOwnMembers },
  { id: 'other-words', title: 'Problems are worded in another language', around: otherWords },
  {
    id: 'other-order',
    title: 'JSON has its members in another order, and white space',
    around: inOtherOrder,
  },
  { id: 'short-pages', title: 'Pages hold two items at most', around: shortPages },
  {
    id: 'other-cursors',
    title: 'Cursors look different, and change with every page',
    around: otherCursors(),
  },
  { id: 'unhurried', title: 'Every answer takes its time', around: unhurried, waits: true },
  { id: 'without-quota', title: 'No word of a quota', around: withoutQuota },
];

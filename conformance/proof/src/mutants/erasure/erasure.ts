import type { Mutant } from '../../mutant.ts';
import {
  type Answered,
  type Around,
  afresh,
  instead,
  isMembers,
  type Members,
  onAnswer,
  onBody,
  together,
} from '../edge.ts';
import { inItems, valueAt, withValue } from '../json.ts';
import { inPlaceOf } from '../reading.ts';

/** The records that erasures have named so far, by their ids. */
interface Erased {
  readonly ids: Set<string>;
  readonly listen: Around;
}

function erasedSoFar(): Erased {
  const ids = new Set<string>();
  const listen = onBody('eraseConsumer', (body) => {
    for (const subject of Array.isArray(body.redacted) ? body.redacted : [])
      ids.add(String(valueAt(subject, '/id')));
    return body;
  });
  return { ids, listen };
}

/** Changes records after they were erased. */
function onErased(operation: string, change: (body: Members) => Members): Around {
  return afresh(() => {
    const { ids, listen } = erasedSoFar();
    const show = onBody(operation, (body) => (ids.has(String(body.id)) ? change(body) : body));
    return together(listen, show);
  });
}

/** Forgets the sender of a person and keeps the buyer. */
function remembersBuyers(): Around {
  const buyers = new Map<unknown, unknown>();
  const note = onBody('createOrder', (body) => {
    if (body.buyer_ref !== undefined) buyers.set(body.id, body.buyer_ref);
    return body;
  });
  return together(
    note,
    onErased('getOrder', (body) => ({ ...body, buyer_ref: buyers.get(body.id) })),
  );
}

/** Answers a retry with what it answered before the erasure. */
function repeatsFirstAnswers(): Around {
  const answers = new Map<string, Answered>();
  const { ids, listen } = erasedSoFar();
  return together(
    listen,
    instead('createReturn', async (asked, pass) => {
      const key = asked.headers['idempotency-key'] ?? '';
      const answer = await pass();
      const first = answers.get(key);
      if (answer.status === 201 && first === undefined) answers.set(key, answer);
      const id = isMembers(answer.body) ? String(answer.body.id) : '';
      return first !== undefined && ids.has(id) ? inPlaceOf(answer, first) : answer;
    }),
  );
}

/** Moves an amount of the books once an erasure has named their forward. */
function movesBooks(): Around {
  const { ids, listen } = erasedSoFar();
  return together(
    listen,
    onBody('getSettlement', (body) =>
      ids.has(String(body.forward_id)) ? withValue(body, '/settled_at', '2027-01-01T00:00:00Z') : body,
    ),
  );
}

/** Keeps the evidence of what went to the warehouse. */
function keepsEvidence(): Around {
  const kept = new Map<unknown, unknown>();
  const { ids, listen } = erasedSoFar();
  const note = onBody('createReturn', (body) => {
    if (body.evidence !== undefined) kept.set(body.id, body.evidence);
    return body;
  });
  const show = onBody('getReturn', (body) => {
    const isOver = body.status === 'to_warehouse' && !ids.has(String(body.id));
    return isOver && body.evidence === undefined && kept.has(body.id)
      ? { ...body, evidence: kept.get(body.id) }
      : body;
  });
  return together(listen, note, show);
}

/** Says that everything is erased while a forward is open. */
const neverWaits = onAnswer('eraseConsumer', (answer) => {
  if (answer.status !== 202 || !isMembers(answer.body)) return answer;
  const { requested_at } = answer.body;
  const body = { ...answer.body, status: 'done', completed_at: requested_at, waits_for: [] };
  return { ...answer, status: 201, body };
});

/** Goes on waiting for what has ended. */
function waitsForEver(): Around {
  const deferred = new Map<unknown, Members>();
  return together(
    onBody('eraseConsumer', (body) => {
      if (body.status === 'deferred') deferred.set(body.id, body);
      return body;
    }),
    onBody('getErasure', (body) => deferred.get(body.id) ?? body),
  );
}

/** Tells by its answer that nobody was known. */
const findsNobody = onBody('eraseConsumer', (body) =>
  Array.isArray(body.redacted) && body.redacted.length === 0 && body.status === 'done'
    ? { ...body, status: 'deferred', completed_at: undefined }
    : body,
);

/** Says in the event that nothing was erased. */
const emptyEvent = onBody('listEvents', (body) =>
  inItems(body, (item) => (item.type === 'privacy.redacted' ? withValue(item, '/data/redacted', []) : item)),
);

export const mutants: readonly Mutant[] = [
  { id: 'erasure.sender-only', breaks: ['ORF-ERA-001'], around: afresh(remembersBuyers) },
  {
    id: 'erasure.another-reason',
    breaks: ['ORF-ERA-002'],
    around: onErased('getReturn', (body) => withValue(body, '/route/reason_code', 'declined')),
  },
  { id: 'erasure.never-waits', breaks: ['ORF-ERA-003'], around: neverWaits },
  { id: 'erasure.waits-for-ever', breaks: ['ORF-ERA-004'], around: afresh(waitsForEver) },
  { id: 'erasure.tells-nobody', breaks: ['ORF-ERA-005'], around: findsNobody },
  { id: 'erasure.empty-event', breaks: ['ORF-ERA-006'], around: emptyEvent },
  { id: 'erasure.remembers-answers', breaks: ['ORF-ERA-007'], around: afresh(repeatsFirstAnswers) },
  { id: 'erasure.moves-books', breaks: ['ORF-ERA-008'], around: afresh(movesBooks) },
  { id: 'erasure.keeps-evidence', breaks: ['ORF-ERA-009'], around: afresh(keepsEvidence) },
];

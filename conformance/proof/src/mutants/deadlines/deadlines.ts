import type { Mutant } from '../../mutant.ts';
import {
  type Around,
  afresh,
  instead,
  isMembers,
  type Members,
  onAnswer,
  onBody,
  sentBody,
  together,
} from '../edge.ts';
import { shifted, valueAt, withValue } from '../json.ts';
import { clockOf, onJump, readWith, takesAll } from '../reading.ts';

type Event = Members;

function inEvents(change: (events: readonly Event[]) => readonly Event[]): Around {
  return onBody('listEvents', (page) =>
    Array.isArray(page.items) ? { ...page, items: change(page.items.filter(isMembers)) } : page,
  );
}

function effectiveAt(event: Event): unknown {
  return event.effective_at ?? event.occurred_at;
}

/** Lets a label be good for one moment more: when it expires it is as before, and over only after that. */
const expiresAfter: Around = instead('getForward', async (asked, pass) => {
  const answer = await pass();
  const expires = valueAt(answer.body, '/label/expires_at');
  if (valueAt(answer.body, '/label/status') !== 'expired') return answer;
  const isMoment = shifted(expires, 0) === shifted(await clockOf(pass, asked), 0);
  return isMoment ? { ...answer, body: withValue(answer.body, '/label/status', 'void_requested') } : answer;
});

/** Lets a return be cancelled whose window is over. */
const cancelsTooLate: Around = instead('cancelReturn', async (asked, pass) => {
  const answer = await pass();
  if (answer.status !== 409) return answer;
  const found = await readWith(pass, asked, `/v1/returns/${asked.path.return_id ?? ''}`);
  return valueAt(found.body, '/route/reason_code') === 'window_expired' ? found : answer;
});

/** Leaves out what was to be asked for again while the clock jumped. */
function forgetsInJumps(): Around {
  let hasJumped = false;
  const clock = onJump(9, () => {
    hasJumped = true;
  });
  const reset = instead('resetSandbox', async (_, pass) => {
    hasJumped = false;
    return pass();
  });
  const log = inEvents((events) => {
    const seen = new Set<unknown>();
    return events.filter((event) => {
      if (!hasJumped || event.type !== 'refund.requested') return true;
      const id = valueAt(event, '/subject/id');
      const isFirst = !seen.has(id);
      seen.add(id);
      return isFirst;
    });
  });
  return together(clock, reset, log);
}

/** Of a review and the law's date it takes the later one first. */
const newestFirst: Around = onBody('getForward', (body) => {
  const law = valueAt(body, '/refund/statutory_due_at');
  if (law === undefined || valueAt(body, '/hold/resolved_by') !== 'review_deadline') return body;
  const resolved = withValue(body, '/hold/resolved_by', 'statutory_floor');
  return withValue(resolved, '/hold/resolved_at', law);
});

/** Closes a window of ratings once more where several ask for it at its end. */
function closesTwice(): Around {
  const asked = new Map<unknown, number>();
  const rating = onAnswer('rateForward', (answer, { path }) => {
    const times = asked.get(path.forward_id) ?? 0;
    if (valueAt(answer.body, '/code') === 'rating_window_closed') asked.set(path.forward_id, times + 1);
    return answer;
  });
  const log = inEvents((events) =>
    events.flatMap((event) => {
      const isSilence = event.type === 'forward.rated' && valueAt(event, '/data/rating/source') === 'auto';
      const again = { ...event, id: `${String(event.id)}-2`, sequence: Number(event.sequence) + 1 };
      return isSilence && (asked.get(valueAt(event, '/subject/id')) ?? 0) > 1 ? [event, again] : [event];
    }),
  );
  return together(rating, log);
}

/** Two ratings that come at the same moment are both taken. */
const takesBothRatings: Around = takesAll('rateForward', (taken, asked) =>
  isMembers(taken.body) ? { ...taken, body: { ...taken.body, verdict: sentBody(asked)?.verdict } } : taken,
);

export const mutants: readonly Mutant[] = [
  { id: 'expires-after-the-moment', breaks: ['ORF-TIM-001'], around: expiresAfter },
  { id: 'cancels-after-the-window', breaks: ['ORF-TIM-002'], around: cancelsTooLate },
  {
    id: 'dates-reminders-by-their-making',
    breaks: ['ORF-TIM-003'],
    around: inEvents((events) =>
      events.map((event) =>
        event.type === 'forward.ship_by_reminder'
          ? { ...event, effective_at: shifted(effectiveAt(event), 3600) }
          : event,
      ),
    ),
  },
  { id: 'forgets-what-was-overdue', breaks: ['ORF-TIM-004'], around: afresh(forgetsInJumps) },
  { id: 'goes-newest-first', breaks: ['ORF-TIM-005'], around: newestFirst },
  { id: 'closes-windows-twice', breaks: ['ORF-TIM-006'], around: afresh(closesTwice) },
  { id: 'takes-both-ratings', breaks: ['ORF-TIM-007'], around: takesBothRatings },
];

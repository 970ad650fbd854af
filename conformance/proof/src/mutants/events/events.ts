import type { Mutant } from '../../mutant.ts';
import {
  afresh,
  instead,
  isMembers,
  type Members,
  onBody,
  problemAnswer,
  queryOf,
  redirected,
  together,
} from '../edge.ts';

import { shifted, valueAt } from '../json.ts';
import { onJump } from '../reading.ts';

/** Changes the events of every page of the log. */
function onEvents(change: (events: Members[], subject: string | null) => Members[]) {
  return onBody('listEvents', (body, asked) => {
    const events = Array.isArray(body.items) ? body.items.filter(isMembers) : [];
    return { ...body, items: change(events, queryOf(asked).get('subject_id')) };
  });
}

/** Takes no cursor that was handed out before the clock moved by more than half a year. */
function forgetful() {
  const held = new Set<string>();
  const old = new Set<string>();
  const clock = onJump(180, () => {
    for (const cursor of held) old.add(cursor);
  });
  return together(
    clock,
    instead('listEvents', async (asked, pass) => {
      if (old.has(queryOf(asked).get('cursor') ?? '')) return problemAnswer('invalid_parameter');
      const answer = await pass();
      held.add(String(valueAt(answer.body, '/resume_cursor')));
      return answer;
    }),
  );
}

export const mutants: readonly Mutant[] = [
  {
    id: 'events.recorded-after-the-change',
    breaks: ['ORF-EVT-001', 'ORF-GEN-005'],
    around: onEvents((events, subject) =>
      subject !== null && events.at(-1)?.type === 'return.listed' ? events.slice(0, -1) : events,
    ),
  },
  {
    id: 'events.completion-left-out',
    breaks: ['ORF-EVT-002'],
    around: onEvents((events) => events.filter(({ type }) => type !== 'return.completed')),
  },
  {
    id: 'events.numbers-with-a-gap',
    breaks: ['ORF-EVT-003'],
    around: onEvents((events) =>
      events.map((event) => (event.type === 'listing.closed' ? { ...event, sequence: 3 } : event)),
    ),
  },
  {
    id: 'events.out-of-order',
    breaks: ['ORF-EVT-004'],
    around: onEvents((events) =>
      events.map((event) =>
        event.type === 'listing.opened' ? { ...event, recorded_at: shifted(event.recorded_at, 5) } : event,
      ),
    ),
  },
  {
    id: 'events.one-passed-over',
    breaks: ['ORF-EVT-005'],
    around: instead('listEvents', async (asked, pass) => {
      const answer = await pass();
      if (queryOf(asked).get('limit') !== '4' || !isMembers(answer.body)) return answer;
      const further = await pass(redirected(asked, asked.target.replace('limit=4', 'limit=5')));
      return { ...answer, body: { ...answer.body, resume_cursor: valueAt(further.body, '/resume_cursor') } };
    }),
  },
  { id: 'events.cursors-forgotten', breaks: ['ORF-EVT-006'], around: afresh(forgetful) },
];

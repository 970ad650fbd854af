import type { Instant } from '@open-return-forwarding/protocol';
import { fire } from './fire.ts';
import type { Changes, Context, Fire, Work } from './work.ts';

/** Starts a command. It owns the documents that are put on its shelf, and may change them. */
export function startWork(context: Context): Work {
  const work: Work = {
    context,
    shelf: {
      return: new Map(),
      listing: new Map(),
      order: new Map(),
      forward: new Map(),
      settlement: new Map(),
      dispute: new Map(),
    },
    zones: new Map(),
    ratings: { sender: new Map(), category: new Map() },
    evidence: { demand: new Map(), handIn: new Map() },
    activeListings: new Map(),
    closings: new Map(),
    tallies: new Map(),
    reservations: new Map(),
    recalled: new Map(),
    changes: noChanges(),
    fire: firing(() => work),
  };
  return work;
}

/** The same work as of an earlier moment: for what fell due before the command, and takes effect when it did. */
export function workAt(work: Work, instant: Instant): Work {
  const earlier: Work = {
    ...work,
    context: {
      ...work.context,
      effective_at: instant,
      occurred_at: instant,
      policy: work.context.policyAt?.(instant) ?? work.context.policy,
    },
    fire: firing(() => earlier),
  };
  return earlier;
}

function firing(work: () => Work): Fire {
  return (lifecycle, id, trigger) =>
    fire(work(), { lifecycle, id }, typeof trigger === 'string' ? { on: trigger } : trigger);
}

function noChanges(): Changes {
  return {
    created: [],
    changed: {
      return: new Set(),
      listing: new Set(),
      order: new Set(),
      forward: new Set(),
      settlement: new Set(),
      dispute: new Set(),
    },
    events: [],
    deadlines: [],
    postings: [],
    decisions: [],
    refundClaims: [],
  };
}

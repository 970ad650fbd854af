import type { Mutant } from '../../mutant.ts';
import {
  type Around,
  afresh,
  instead,
  onAnswer,
  onBody,
  onSentBody,
  problemAnswer,
  recoded,
  refusedAs,
  sentBody,
  together,
} from '../edge.ts';
import { inItems, shifted, valueAt, withValue } from '../json.ts';
import { clockOf, readWith } from '../reading.ts';

/** Adds the words of the last rating to what an operation says in sentences. */
function repeatsWords(): Around {
  let note: unknown;
  const listen = instead('rateForward', async (asked, pass) => {
    note = sentBody(asked)?.note ?? note;
    return pass();
  });
  const tell = onBody('getReturnTimeline', (body) =>
    inItems(body, (item) =>
      item.type === 'forward.rated' && note !== undefined
        ? { ...item, text: `Rated: ${String(note)}` }
        : item,
    ),
  );
  return together(listen, tell);
}

/** Closes the window of ratings a second early. */
const closesEarly: Around = instead('rateForward', async (asked, pass) => {
  const forward = await readWith(pass, asked, `/v1/forwards/${asked.path.forward_id ?? ''}`);
  const closes = valueAt(forward.body, '/rating_closes_at');
  const isLastSecond = closes !== undefined && shifted(closes, -1) === shifted(await clockOf(pass, asked), 0);
  return isLastSecond ? problemAnswer('rating_window_closed') : pass();
});

/** Tells a link that was replaced from one that nobody knows. */
function tellsReplaced(): Around {
  const newest = new Map<string, string>();
  const replaced = new Set<string>();
  const made = onBody('createRatingLink', (body, asked) => {
    const forward = asked.path.forward_id ?? '';
    const before = newest.get(forward);
    if (before !== undefined) replaced.add(before);
    newest.set(forward, String(body.token));
    return body;
  });
  const used = onAnswer('redeemRating', (answer, asked) => {
    const token = (asked.headers.authorization ?? '').replace('Bearer ', '');
    if (answer.status !== 401 || !replaced.has(token)) return answer;
    return { ...answer, body: withValue(answer.body, '/detail', 'There is a newer link.') };
  });
  return together(made, used);
}

/** Takes every redemption for a new one, also where the request was only repeated. */
function forgetsRedemptions(): Around {
  const keys = new Set<string>();
  return instead('redeemRating', async (asked, pass) => {
    const key = asked.headers['idempotency-key'] ?? '';
    if (keys.has(key)) return problemAnswer('unauthorized', { 'www-authenticate': 'Bearer' });
    const answer = await pass();
    if (answer.status === 201) keys.add(key);
    return answer;
  });
}

export const mutants: readonly Mutant[] = [
  {
    id: 'refuses-neutral-ratings',
    breaks: ['ORF-RAT-001'],
    around: instead('rateForward', async (asked, pass) =>
      sentBody(asked)?.verdict === 'neutral' ? problemAnswer('illegal_transition') : pass(),
    ),
  },
  { id: 'closes-ratings-early', breaks: ['ORF-RAT-001'], around: closesEarly },
  {
    id: 'calls-the-window-rated',
    breaks: ['ORF-RAT-002'],
    around: refusedAs('rating_window_closed', 'already_rated', 'rateForward'),
  },
  {
    id: 'calls-a-second-rating-illegal',
    breaks: ['ORF-RAT-003'],
    around: refusedAs('already_rated', 'illegal_transition', ['redeemRating', 'createRatingLink']),
  },
  {
    id: 'calls-an-early-rating-late',
    breaks: ['ORF-RAT-004'],
    around: onAnswer('rateForward', (answer) =>
      valueAt(answer.body, '/code') === 'illegal_transition'
        ? recoded(answer, 'rating_window_closed')
        : answer,
    ),
  },
  {
    id: 'silence-speaks-for-the-buyer',
    breaks: ['ORF-RAT-005'],
    around: onBody('getForward', (body) =>
      valueAt(body, '/rating/source') === 'auto' ? withValue(body, '/rating/source', 'buyer') : body,
    ),
  },
  { id: 'repeats-the-buyers-words', breaks: ['ORF-RAT-006'], around: afresh(repeatsWords) },
  {
    id: 'overstates-a-links-life',
    breaks: ['ORF-RAT-008'],
    around: onBody('createRatingLink', (body, asked) =>
      sentBody(asked)?.valid_hours === undefined
        ? body
        : { ...body, expires_at: shifted(body.expires_at, 3600) },
    ),
  },
  {
    id: 'links-outlive-their-hours',
    breaks: ['ORF-RAT-008', 'ORF-RAT-009'],
    around: onSentBody('createRatingLink', ({ valid_hours: _, ...body }) => body),
  },
  { id: 'tells-links-apart', breaks: ['ORF-RAT-009'], around: afresh(tellsReplaced) },
  { id: 'forgets-redemptions', breaks: ['ORF-RAT-010'], around: afresh(forgetsRedemptions) },
  {
    id: 'links-open-forwards',
    breaks: ['ORF-RAT-011'],
    around: instead('getForward', async (asked, pass) => {
      const isLink = asked.headers.authorization?.startsWith('Bearer orf_rating_') === true;
      const headers = isLink ? { ...asked.headers, authorization: 'Bearer orf_test_sandbox' } : asked.headers;
      return pass({ ...asked, headers });
    }),
  },
];

import type { Mutant } from '../../mutant.ts';
import {
  type Answered,
  type Asked,
  afresh,
  instead,
  isMembers,
  type Members,
  onBody,
  type Pass,
  redirected,
  together,
} from '../edge.ts';
import { inItems, shifted, valueAt } from '../json.ts';

const SHOWN = ['getListing', 'listListings'];
const ORDERS = ['createOrder', 'getOrder'];

/** Tells an order that was turned away for a reason that it is forwarded all the same. */
function forwardedInSpiteOf(reason: string) {
  return onBody(ORDERS, (body) => {
    const isTurnedAway =
      valueAt(body, '/fulfilment/reason_code') === reason && body.on_unavailable !== 'cancel';
    if (!isTurnedAway || !isRaced(body)) return body;
    return {
      ...body,
      status: 'forward',
      forward_id: 'fwd-second',
      fulfilment: { source: 'forward', reason_code: 'matched' },
    };
  });
}

/** An order that names a listing only, and says nothing of what to do without it. */
function isRaced({ accepts, listing_id }: Members): boolean {
  return listing_id !== undefined && Array.isArray(accepts) && (accepts.length === 0 || accepts.length === 2);
}

const HOUR = 3_600_000;

function length({ opens_at, closes_at }: Members): number {
  return Date.parse(String(closes_at)) - Date.parse(String(opens_at));
}

/** Gives an item that is listed once more a whole window again. */
function windowsAnew() {
  const first = new Map<unknown, unknown>();
  return together(
    onBody('resetSandbox', (body) => {
      first.clear();
      return body;
    }),
    onBody('getListing', (body) => {
      const held = first.get(body.return_id) ?? body.id;
      first.set(body.return_id, held);
      return held === body.id ? body : { ...body, closes_at: shifted(body.opens_at, 3 * 86_400) };
    }),
  );
}

/** The list that was asked for, and what was matched besides. */
async function withMatched(asked: Asked, pass: Pass): Promise<Answered> {
  const answer = await pass();
  if (asked.target.includes('status=') || !isMembers(answer.body)) return answer;
  const other = await pass(
    redirected(asked, `${asked.target}${asked.target.includes('?') ? '&' : '?'}status=matched`),
  );
  const more = isMembers(other.body) && Array.isArray(other.body.items) ? other.body.items : [];
  const items = Array.isArray(answer.body.items) ? answer.body.items : [];
  return { ...answer, body: { ...answer.body, items: [...items, ...more] } };
}

export const mutants: readonly Mutant[] = [
  {
    id: 'listings.two-buyers',
    breaks: ['ORF-LST-001', 'ORF-ORD-004', 'ORF-RSV-002'],
    around: forwardedInSpiteOf('listing_taken'),
  },
  {
    id: 'listings.matched-after-its-end',
    breaks: ['ORF-LST-002', 'ORF-ORD-004', 'ORF-TIM-002'],
    around: forwardedInSpiteOf('listing_closed'),
  },
  {
    id: 'listings.two-days-whatever-the-law',
    breaks: ['ORF-LST-003'],
    around: onBody(SHOWN, (body) =>
      inItems(body, (listing) =>
        length(listing) < 48 * HOUR
          ? { ...listing, closes_at: shifted(listing.opens_at, 2 * 86_400) }
          : listing,
      ),
    ),
  },
  { id: 'listings.whole-window-again', breaks: ['ORF-LST-004'], around: afresh(windowsAnew) },
  {
    id: 'listings.matched-ones-in-the-list',
    breaks: ['ORF-LST-005'],
    around: instead('listListings', withMatched),
  },
  {
    id: 'listings.shown-to-every-country',
    breaks: ['ORF-LST-006'],
    around: instead('listListings', (asked, pass) =>
      pass(redirected(asked, asked.target.replace(/([?&])country=\w+&?/, '$1'))),
    ),
  },
];

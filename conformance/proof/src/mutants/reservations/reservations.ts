import type { Mutant } from '../../mutant.ts';
import { afresh, instead, onBody, onSentBody, refusedAs, together } from '../edge.ts';
import { inItems, shifted } from '../json.ts';

/** Gives every order the token of the listing that it names. */
function tokensForAll() {
  const tokens = new Map<unknown, unknown>();
  return together(
    onBody('reserveListing', (body) => {
      tokens.set(body.listing_id, body.token);
      return body;
    }),
    onSentBody('createOrder', (body) =>
      tokens.has(body.listing_id) ? { ...body, reservation_token: tokens.get(body.listing_id) } : body,
    ),
  );
}

/** Goes on showing a listing as reserved that was released. */
function neverFree() {
  const released = new Map<unknown, unknown>();
  const until = new Map<unknown, unknown>();
  return together(
    onBody('reserveListing', (body) => {
      until.set(body.listing_id, body.reserved_until);
      return body;
    }),
    instead('releaseReservation', async ({ path }, pass) => {
      const answer = await pass();
      if (answer.status === 204) released.set(path.listing_id, until.get(path.listing_id));
      return answer;
    }),
    onBody('getListing', (body) =>
      released.has(body.id) && body.status === 'active'
        ? { ...body, status: 'reserved', reserved_until: released.get(body.id) }
        : body,
    ),
  );
}

export const mutants: readonly Mutant[] = [
  {
    id: 'reservations.a-minute-less',
    breaks: ['ORF-RSV-001'],
    around: onBody(['reserveListing', 'getListing', 'listListings'], (body) =>
      inItems(body, (shown) =>
        shown.reserved_until === undefined
          ? shown
          : { ...shown, reserved_until: shifted(shown.reserved_until, -60) },
      ),
    ),
  },
  { id: 'reservations.for-anybody', breaks: ['ORF-RSV-002'], around: afresh(tokensForAll) },
  {
    id: 'reservations.for-nobody',
    breaks: ['ORF-RSV-003'],
    around: onSentBody('createOrder', (body) => {
      const { reservation_token: token, ...rest } = body;
      return token === undefined ? body : rest;
    }),
  },
  { id: 'reservations.never-free', breaks: ['ORF-RSV-004'], around: afresh(neverFree) },
  {
    id: 'reservations.another-refusal',
    breaks: ['ORF-RSV-005'],
    around: refusedAs('illegal_transition', 'not_found', ['reserveListing', 'releaseReservation']),
  },
];

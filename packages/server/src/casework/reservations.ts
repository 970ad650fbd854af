import { randomBytes } from 'node:crypto';
import { addHours, hasPassed, meetDeadline, see } from '@open-return-forwarding/core';
import { ProblemError } from '@open-return-forwarding/protocol';
import type { Unit } from '../ports.ts';
import type { Services } from '../services.ts';
import { startCase } from './case.ts';
import { loadForListing, loadListing } from './load.ts';
import { saveCase } from './save.ts';

/** A reservation costs the sender time, so that one buyer may make so many of them in as many hours. */
const MOST_PER_BUYER = 10;
/** No reservation lasts longer, and none is counted longer. */
export const RESERVATIONS_KEPT_HOURS = 1;

/** An unguessable token; the store keeps its hash only. */
export function newReservationToken(): string {
  return `orf_reservation_${randomBytes(32).toString('base64url')}`;
}

/** Refuses a buyer who has reserved too often lately: `rate_limited`. */
export async function requireFewReservations(
  unit: Unit,
  buyerRef: string | undefined,
  now: string,
): Promise<void> {
  if (buyerRef === undefined) return;
  const made = await unit.reservations.countSince(buyerRef, addHours(now, -RESERVATIONS_KEPT_HOURS));
  if (made < MOST_PER_BUYER) return;
  throw new ProblemError('rate_limited', {
    detail: `one buyer may make ${MOST_PER_BUYER} reservations an hour`,
    headers: { 'Retry-After': String(RESERVATIONS_KEPT_HOURS * 3600) },
  });
}

/**
 * Ends the reservations of an article that have lapsed and that no timer has ended yet, each as of its own instant, so
 * that an order finds those listings as they are.
 */
export async function endLapsedReservations(services: Services, unit: Unit, sku: string): Promise<void> {
  const now = services.clock.now();
  const lapsed = (await unit.listings.find({ sku, status: 'reserved' }))
    .flatMap(({ doc: { id, reserved_until: until } }) => (until === undefined ? [] : [{ id, until }]))
    .filter(({ until }) => hasPassed(until, now))
    .toSorted((a, b) => Date.parse(a.until) - Date.parse(b.until));
  for (const { id, until } of lapsed) {
    const theCase = await startCase(services, unit, { effective_at: until });
    await loadListing(theCase, id);
    await loadForListing(theCase, see(theCase.work, 'listing', id).return_id);
    meetDeadline(theCase.work, 'reservation', id);
    await saveCase(theCase);
  }
}

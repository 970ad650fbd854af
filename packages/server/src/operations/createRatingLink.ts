import { randomBytes } from 'node:crypto';
import { addHours, earliest, requireRateable, see } from '@open-return-forwarding/core';
import { startCase } from '../casework/case.ts';
import type { Operation } from '../casework/context.ts';
import { found, loadForward } from '../casework/load.ts';

const LONGEST_HOURS = 720;

export const createRatingLink: Operation<'createRatingLink'> = async (context, { path, body }) => {
  const theCase = await startCase(context, context.unit);
  await loadForward(theCase, path.forward_id);
  requireRateable(theCase.work, path.forward_id);
  const { rating_closes_at } = see(theCase.work, 'forward', path.forward_id);
  const wanted = addHours(context.clock.now(), body.valid_hours ?? LONGEST_HOURS);
  const expires_at = earliest(wanted, found(rating_closes_at, 'rating window'));
  const token = `orf_rating_${randomBytes(32).toString('base64url')}`;
  await context.unit.ratingLinks.create(token, { forward_id: path.forward_id, expires_at });
  return { status: 201, body: { token, expires_at } };
};

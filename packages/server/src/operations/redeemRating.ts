import { ProblemError } from '@open-return-forwarding/protocol';
import { startCase } from '../casework/case.ts';
import type { Operation } from '../casework/context.ts';
import { takeRating } from '../casework/rating.ts';

/** The link is spent first: one that was used before is no credential any more, whatever it asks for. */
export const redeemRating: Operation<'redeemRating'> = async (context, { body }) => {
  const { rating } = context.principal;
  if (rating === undefined) throw new ProblemError('unauthorized');
  if (!(await context.unit.ratingLinks.redeem(rating.token, context.clock.now())))
    throw new ProblemError('unauthorized');
  const answer = await takeRating(await startCase(context, context.unit), rating.forward_id, body);
  return { status: 201, body: answer };
};

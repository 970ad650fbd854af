import { startCase } from '../casework/case.ts';
import type { Operation } from '../casework/context.ts';
import { takeRating } from '../casework/rating.ts';

export const rateForward: Operation<'rateForward'> = async (context, { path, body }) => ({
  status: 201,
  body: await takeRating(await startCase(context, context.unit), path.forward_id, body),
});

import type { Operation } from '../casework/context.ts';
import { beginErasure } from '../casework/erasure.ts';

export const eraseConsumer: Operation<'eraseConsumer'> = async (context, { body }) => {
  const erasure = await beginErasure(context, context.unit, body.consumer_ref);
  const headers = { Location: `/v1/erasures/${erasure.id}` };
  return { status: erasure.status === 'done' ? 201 : 202, body: erasure, headers };
};

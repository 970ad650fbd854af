import { closeOrder as close, see } from '@open-return-forwarding/core';
import { startCase } from '../casework/case.ts';
import type { Operation } from '../casework/context.ts';
import { loadOrder } from '../casework/load.ts';
import { saveCase } from '../casework/save.ts';

export const closeOrder: Operation<'closeOrder'> = async (context, { path, body }) => {
  const theCase = await startCase(context, context.unit);
  await loadOrder(theCase, path.order_id);
  close(theCase.work, path.order_id, body.outcome);
  await saveCase(theCase);
  return { status: 200, body: see(theCase.work, 'order', path.order_id) };
};

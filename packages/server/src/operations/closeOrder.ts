import { closeOrder as close, see } from '@open-return-forwarding/core';
import { startCase } from '../casework/case.ts';
import type { Operation } from '../casework/context.ts';
import { loadOrderToEnd } from '../casework/order-decision.ts';
import { saveCase } from '../casework/save.ts';

/** The item of a forward that ends so may be listed again at once, hence the pending orders. */
export const closeOrder: Operation<'closeOrder'> = async (context, { path, body }) => {
  const theCase = await startCase(context, context.unit);
  await loadOrderToEnd(theCase, path.order_id);
  close(theCase.work, path.order_id, body.outcome);
  await saveCase(theCase);
  return { status: 200, body: see(theCase.work, 'order', path.order_id) };
};

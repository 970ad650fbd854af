import { cancelOrder as cancel, see } from '@open-return-forwarding/core';
import { startCase } from '../casework/case.ts';
import type { Operation } from '../casework/context.ts';
import { loadOrderToEnd } from '../casework/order-decision.ts';
import { saveCase } from '../casework/save.ts';

/** The item of a forward that ends so may be listed again at once, hence the pending orders. */
export const cancelOrder: Operation<'cancelOrder'> = async (context, { path }) => {
  const theCase = await startCase(context, context.unit);
  await loadOrderToEnd(theCase, path.order_id);
  cancel(theCase.work, path.order_id);
  await saveCase(theCase);
  return { status: 200, body: see(theCase.work, 'order', path.order_id) };
};

import type { Operation } from '../casework/context.ts';
import { found } from '../casework/load.ts';

export const getRefund: Operation<'getRefund'> = (context, { path }) =>
  context.query(async (view) => {
    const [record] = await view.returns.find({ refund_id: path.refund_id }, { limit: 1 });
    return { status: 200, body: found(record, 'refund').doc.refund };
  });

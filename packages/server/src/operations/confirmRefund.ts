import { confirmRefund as confirm, see } from '@open-return-forwarding/core';
import { startCase } from '../casework/case.ts';
import type { Operation } from '../casework/context.ts';
import { loadRefund } from '../casework/load.ts';
import { saveCase } from '../casework/save.ts';

export const confirmRefund: Operation<'confirmRefund'> = async (context, { path, body }) => {
  const theCase = await startCase(context, context.unit);
  const returnId = await loadRefund(theCase, path.refund_id);
  confirm(theCase.work, returnId, body);
  await saveCase(theCase);
  return { status: 200, body: see(theCase.work, 'return', returnId).refund };
};

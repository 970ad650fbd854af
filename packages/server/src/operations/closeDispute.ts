import { closeDispute as close, see } from '@open-return-forwarding/core';
import { startCase } from '../casework/case.ts';
import type { Operation } from '../casework/context.ts';
import { loadDispute } from '../casework/load.ts';
import { saveCase } from '../casework/save.ts';

export const closeDispute: Operation<'closeDispute'> = async (context, { path, body }) => {
  const theCase = await startCase(context, context.unit);
  await loadDispute(theCase, path.dispute_id);
  close(theCase.work, path.dispute_id, body.outcome);
  await saveCase(theCase);
  return { status: 200, body: see(theCase.work, 'dispute', path.dispute_id) };
};

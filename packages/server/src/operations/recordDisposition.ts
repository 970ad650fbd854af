import { recordDisposition as record } from '@open-return-forwarding/core';
import { startCase } from '../casework/case.ts';
import type { Operation } from '../casework/context.ts';
import { loadReturn } from '../casework/load.ts';
import { saveCase } from '../casework/save.ts';
import { showReturn } from '../casework/show.ts';

export const recordDisposition: Operation<'recordDisposition'> = async (context, { path, body }) => {
  const theCase = await startCase(context, context.unit);
  await loadReturn(theCase, path.return_id);
  record(theCase.work, path.return_id, body);
  await saveCase(theCase);
  return { status: 200, body: await showReturn(theCase, path.return_id) };
};

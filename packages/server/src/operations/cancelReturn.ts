import { cancelReturn as cancel } from '@open-return-forwarding/core';
import { startCase } from '../casework/case.ts';
import type { Operation } from '../casework/context.ts';
import { loadForListing, loadReturn } from '../casework/load.ts';
import { saveCase } from '../casework/save.ts';
import { showReturn } from '../casework/show.ts';

export const cancelReturn: Operation<'cancelReturn'> = async (context, { path }) => {
  const theCase = await startCase(context, context.unit);
  await loadReturn(theCase, path.return_id);
  await loadForListing(theCase, path.return_id);
  cancel(theCase.work, path.return_id);
  await saveCase(theCase);
  return { status: 200, body: await showReturn(theCase, path.return_id) };
};

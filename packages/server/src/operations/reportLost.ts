import { reportLost as declareLost } from '@open-return-forwarding/core';
import { startCase } from '../casework/case.ts';
import type { Operation } from '../casework/context.ts';
import { loadForward } from '../casework/load.ts';
import { saveCase } from '../casework/save.ts';
import { showForward } from '../casework/show.ts';

export const reportLost: Operation<'reportLost'> = async (context, { path }) => {
  const theCase = await startCase(context, context.unit);
  await loadForward(theCase, path.forward_id);
  declareLost(theCase.work, path.forward_id);
  await saveCase(theCase);
  return { status: 200, body: await showForward(theCase, path.forward_id) };
};

import { chooseRoute as choose } from '@open-return-forwarding/core';
import { startCase } from '../casework/case.ts';
import type { Operation } from '../casework/context.ts';
import { loadForListing, loadReturn } from '../casework/load.ts';
import { saveCase } from '../casework/save.ts';
import { showReturn } from '../casework/show.ts';

export const chooseRoute: Operation<'chooseRoute'> = async (context, { path, body }) => {
  const theCase = await startCase(context, context.unit);
  await loadReturn(theCase, path.return_id);
  if (body.route === 'forward') await loadForListing(theCase, path.return_id);
  choose(theCase.work, path.return_id, body.route);
  await saveCase(theCase);
  return { status: 200, body: await showReturn(theCase, path.return_id) };
};

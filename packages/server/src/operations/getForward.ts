import type { Operation } from '../casework/context.ts';
import { found } from '../casework/load.ts';
import { etag } from '../casework/present.ts';
import { showStoredForward } from '../casework/show.ts';

export const getForward: Operation<'getForward'> = (context, { path }) =>
  context.query(async (view) => {
    const { doc, version } = found(await view.forwards.get(path.forward_id), 'forward');
    return { status: 200, body: await showStoredForward(view, doc), headers: { ETag: etag(version) } };
  });

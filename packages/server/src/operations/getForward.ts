import type { Operation } from '../casework/context.ts';
import { found } from '../casework/load.ts';
import type { ForwardPersonal } from '../casework/personal.ts';
import { etag, presentForward } from '../casework/present.ts';

export const getForward: Operation<'getForward'> = (context, { path }) =>
  context.query(async (view) => {
    const { doc, version } = found(await view.forwards.get(path.forward_id), 'forward');
    const personal = await view.vault.get<ForwardPersonal>(doc.id);
    return { status: 200, body: presentForward(doc, personal), headers: { ETag: etag(version) } };
  });

import type { Operation } from '../casework/context.ts';
import { found } from '../casework/load.ts';
import type { ReturnPersonal } from '../casework/personal.ts';
import { etag, presentReturn } from '../casework/present.ts';

export const getReturn: Operation<'getReturn'> = (context, { path }) =>
  context.query(async (view) => {
    const { doc, version } = found(await view.returns.get(path.return_id), 'return');
    const personal = await view.vault.get<ReturnPersonal>(doc.id);
    return { status: 200, body: presentReturn(doc, personal), headers: { ETag: etag(version) } };
  });

import { ProblemError } from '@open-return-forwarding/protocol';
import type { Operation } from '../casework/context.ts';
import { found } from '../casework/load.ts';
import type { ForwardPersonal } from '../casework/personal.ts';
import { presentLabel } from '../casework/present.ts';

export const getLabel: Operation<'getLabel'> = (context, { path }) =>
  context.query(async (view) => {
    const { doc } = found(await view.forwards.get(path.forward_id), 'forward');
    if (doc.label === undefined)
      throw new ProblemError('label_not_ready', { headers: { 'Retry-After': '2' } });
    return { status: 200, body: presentLabel(doc.label, await view.vault.get<ForwardPersonal>(doc.id)) };
  });

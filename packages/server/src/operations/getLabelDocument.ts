import { ProblemError } from '@open-return-forwarding/protocol';
import type { Operation, OperationContext } from '../casework/context.ts';
import { found } from '../casework/load.ts';
import type { ForwardPersonal } from '../casework/personal.ts';

/** The document is drawn outside the snapshot: a carrier may have to be asked. */
export const getLabelDocument: Operation<'getLabelDocument'> = async (context, { path }) => {
  const { carrier, label } = await readLabel(context, path.forward_id);
  const document = await found(context.carriers.get(carrier), 'carrier').document(label, path.format);
  switch (path.format) {
    case 'pdf':
      return { status: 200, mediaType: 'application/pdf', body: document.bytes };
    case 'png':
      return { status: 200, mediaType: 'image/png', body: document.bytes };
    case 'zpl':
      return { status: 200, mediaType: 'application/zpl', body: document.bytes };
    default:
      return path.format satisfies never;
  }
};

function readLabel(context: OperationContext, forwardId: string) {
  return context.query(async (view) => {
    const { doc } = found(await view.forwards.get(forwardId), 'forward');
    const { tracking_number, carrier_data } = (await view.vault.get<ForwardPersonal>(forwardId)) ?? {};
    if (doc.label === undefined)
      throw new ProblemError('label_not_ready', { headers: { 'Retry-After': '2' } });
    if (doc.label.status !== 'valid') {
      throw new ProblemError('label_void', {
        detail: `the label is \`${doc.label.status}\` and must not be used`,
      });
    }
    if (tracking_number === undefined || carrier_data === undefined)
      throw new ProblemError('label_void', { detail: 'what the label showed has been erased' });
    const label = { tracking_number, carrier_data };
    return { carrier: doc.label.carrier, label };
  });
}

import type { Tracking } from '@open-return-forwarding/protocol';
import type { Operation } from '../casework/context.ts';
import { found } from '../casework/load.ts';
import type { ForwardPersonal } from '../casework/personal.ts';

/** The sender sees the number only where the carrier's public tracking shows nothing of the buyer. */
export const getTracking: Operation<'getTracking'> = (context, { path, query }) =>
  context.query(async (view) => {
    const { doc } = found(await view.forwards.get(path.forward_id), 'forward');
    const scans = await view.scans.ofForward(doc.id);
    const personal = await view.vault.get<ForwardPersonal>(doc.id);
    const carrier = doc.label === undefined ? undefined : context.carriers.get(doc.label.carrier);
    const maySeeNumber = query.party === 'buyer' || carrier?.profile.public_tracking_exposure === 'none';
    const body: Tracking = {
      forward_id: doc.id,
      party: query.party,
      status: doc.tracking.status,
      ...(doc.label === undefined ? {} : { carrier: doc.label.carrier }),
      ...(maySeeNumber && personal?.tracking_number !== undefined
        ? { tracking_number: personal.tracking_number }
        : {}),
      steps: scans
        .map(({ status, occurred_at }) => ({ status, occurred_at }))
        .toSorted((a, b) => Date.parse(a.occurred_at) - Date.parse(b.occurred_at)),
    };
    return { status: 200, body };
  });

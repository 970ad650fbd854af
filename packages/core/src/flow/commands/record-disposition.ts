import type { RecordDisposition } from '@open-return-forwarding/protocol';
import { Refusal } from '../../refusal.ts';
import { edit, see, type Work } from '../work.ts';

/**
 * Records what became of goods that reached the retailer. It may be corrected by recording it again. Refused:
 * `illegal_transition` where they cannot have reached them.
 */
export function recordDisposition(work: Work, returnId: string, said: RecordDisposition): void {
  const { status, forward_id } = see(work, 'return', returnId);
  if (status !== 'to_warehouse' && !cameBack(work, forward_id)) {
    throw new Refusal(
      'illegal_transition',
      `the goods of a return that is \`${status}\` have not reached the retailer`,
    );
  }
  edit(work, 'return', returnId).disposition = {
    kind: said.kind,
    ...(said.reference === undefined ? {} : { reference: said.reference }),
    recorded_at: work.context.effective_at,
  };
}

/** Whether a parcel went back to the retailer, or was late, so that it may have been intercepted. */
function cameBack(work: Work, forwardId: string | undefined): boolean {
  if (forwardId === undefined) return false;
  const { status, handed_in_late } = see(work, 'forward', forwardId);
  return status === 'undeliverable' || handed_in_late === true;
}

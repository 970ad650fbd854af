import type { RecordDisposition, ReturnStatus } from '@open-return-forwarding/protocol';
import { Refusal } from '../../refusal.ts';
import { edit, see, type Work } from '../work.ts';

/** Returns whose goods can have come to the retailer. */
const withRetailer: readonly ReturnStatus[] = ['to_warehouse', 'completed', 'lost'];

/** Records what became of goods that reached the retailer. It may be corrected by recording it again. */
export function recordDisposition(work: Work, returnId: string, said: RecordDisposition): void {
  const { status } = see(work, 'return', returnId);
  if (!withRetailer.includes(status)) {
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

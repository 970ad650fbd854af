import type { HoldResolver, HoldStatus } from '@open-return-forwarding/protocol';
import { edit, type Work } from './work.ts';

/** Writes down how a hold ended. */
export function closeHold(
  work: Work,
  forwardId: string,
  end: { status: HoldStatus; by: HoldResolver },
): void {
  const { hold } = edit(work, 'forward', forwardId);
  if (hold === undefined) throw new Error(`forward ${forwardId} has no hold`);
  hold.status = end.status;
  hold.resolved_by = end.by;
  hold.resolved_at = work.context.effective_at;
}

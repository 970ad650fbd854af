import { meetOverdue } from '../overdue.ts';
import { see, type Work } from '../work.ts';

/** The operator or the carrier declares a parcel lost. Refused: `illegal_transition` where no carrier has it. */
export function reportLost(work: Work, forwardId: string): void {
  meetOverdue(work, see(work, 'forward', forwardId).return_id);
  work.fire('forward', forwardId, 'report_lost');
}

import type { Instant, TrackingEffect, TrackingStatus } from '@open-return-forwarding/protocol';
import { deadlineRuns, type TriggerOf } from '../../lifecycle/table.ts';
import { Refusal } from '../../refusal.ts';
import { addMinutes, hasPassed, latest } from '../../time.ts';
import { schedule } from '../deadlines.ts';
import { canFire } from '../fire.ts';
import { meetOverdue } from '../overdue.ts';
import { edit, see, type Work } from '../work.ts';

/** A normalised scan. */
export interface Scan {
  readonly status: TrackingStatus;
  readonly occurred_at: Instant;
}

/** How far a carrier's clock may be ahead of ours. */
const CLOCK_TOLERANCE_MINUTES = 5;

type ScanTrigger = Extract<TriggerOf<'forward'>, `scan_${string}`>;

/** What each scan may move; any scan in the carrier's network proves a hand-in. */
const triggers: Record<TrackingStatus, readonly ScanTrigger[]> = {
  pending: [],
  picked_up: ['scan_hand_in'],
  in_transit: ['scan_hand_in', 'scan_transit'],
  out_for_delivery: ['scan_hand_in', 'scan_transit'],
  ready_for_pickup: ['scan_hand_in', 'scan_transit'],
  delivered: ['scan_hand_in', 'scan_delivered'],
  delivery_failed: ['scan_hand_in', 'scan_transit'],
  delivery_delayed: ['scan_hand_in', 'scan_transit'],
  on_hold: ['scan_hand_in', 'scan_transit'],
  return_to_sender: ['scan_hand_in', 'scan_returned'],
  cancelled: [],
  unknown: [],
};

/**
 * Takes a scan in. It moves the forward on where the table of life cycles lets it, and is otherwise only recorded: scans
 * out of order never move a forward backwards. Refused: `label_not_ready`, `occurred_in_future`.
 */
export function recordScan(work: Work, forwardId: string, scan: Scan): TrackingEffect {
  const forward = edit(work, 'forward', forwardId);
  if (forward.label === undefined)
    throw new Refusal('label_not_ready', 'no label has been issued for this forward yet');
  if (!hasPassed(scan.occurred_at, addMinutes(work.context.now, CLOCK_TOLERANCE_MINUTES))) {
    const detail = `a scan cannot be dated more than ${CLOCK_TOLERANCE_MINUTES} minutes ahead`;
    throw new Refusal('occurred_in_future', detail, '/occurred_at');
  }
  meetOverdue(work, forward.return_id);
  const isNewest =
    forward.tracking.last_scan_at === undefined || hasPassed(forward.tracking.last_scan_at, scan.occurred_at);
  if (triggers[scan.status].length > 0)
    see(work, 'forward', forwardId).tracking.last_scan_at = newestScan(forward.tracking.last_scan_at, scan);
  if (isNewest) forward.tracking.status = scan.status;
  const moved = apply(work, forwardId, scan);
  restartLostClock(work, forwardId);
  return moved ? 'applied' : 'recorded';
}

function apply(work: Work, forwardId: string, scan: Scan): boolean {
  let moved = false;
  for (const trigger of triggers[scan.status]) {
    if (!canFire(work, { lifecycle: 'forward', id: forwardId }, trigger)) continue;
    noteMoment(work, forwardId, { trigger, at: scan.occurred_at });
    work.fire('forward', forwardId, trigger);
    moved = true;
  }
  return moved;
}

function noteMoment(
  work: Work,
  forwardId: string,
  { trigger, at }: { trigger: ScanTrigger; at: Instant },
): void {
  const { tracking } = edit(work, 'forward', forwardId);
  if (trigger === 'scan_hand_in') tracking.handed_in_at = at;
  if (trigger === 'scan_delivered') tracking.delivered_at = at;
}

/** Any scan shows that the parcel is not lost, also one that moves nothing. */
function restartLostClock(work: Work, forwardId: string): void {
  if (deadlineRuns('forward', see(work, 'forward', forwardId).status, 'lost'))
    schedule(work, 'lost', { lifecycle: 'forward', id: forwardId });
}

function newestScan(before: Instant | undefined, scan: Scan): Instant {
  return before === undefined ? scan.occurred_at : latest(before, scan.occurred_at);
}

import { recordScan, see } from '@open-return-forwarding/core';
import type { ReportTrackingEvent, TrackingEvent } from '@open-return-forwarding/protocol';
import type { Case } from './case.ts';
import { loadForListing, loadForward } from './load.ts';
import { saveCase } from './save.ts';

/** Takes a scan in once: the same status at the same moment is the same scan. */
export async function takeScan(
  theCase: Case,
  forwardId: string,
  scan: ReportTrackingEvent,
): Promise<{ readonly event: TrackingEvent; readonly known: boolean }> {
  const { unit, work } = theCase;
  await loadForward(theCase, forwardId);
  await loadForListing(theCase, see(work, 'forward', forwardId).return_id);
  const known = await unit.scans.find(forwardId, scan);
  if (known !== undefined) return { event: known, known: true };
  const effect = recordScan(work, forwardId, scan);
  const event: TrackingEvent = {
    id: work.context.newId('trk'),
    forward_id: forwardId,
    status: scan.status,
    occurred_at: scan.occurred_at,
    recorded_at: work.context.now,
    ...(scan.carrier_code === undefined ? {} : { carrier_code: scan.carrier_code }),
    effect,
  };
  await unit.scans.insert(event);
  await saveCase(theCase);
  return { event, known: false };
}

import type { TrackingStatus } from '@open-return-forwarding/client';
import { hoursAfter, nextAt } from './agenda.ts';
import { isFirstWith, numberOf, type Reactions, storyOf, type World } from './world.ts';

/** A carrier's missing scans come with the file of the night. */
const NIGHTLY_FILE_HOUR = 2;

/** What the carrier does with a parcel, and what the retailer hears of it. */
export const carrier: Reactions = {
  'forward.handed_in': (world, { data, occurred_at }) => travel(world, data, occurred_at),
  'forward.late': (world, { data, recorded_at }) => travel(world, data, recorded_at),
  'forward.reverted': (world, { data: { id, return_id, revert_reason, ship_by }, recorded_at }) => {
    if (revert_reason !== 'not_handed_in' || storyOf(world, return_id) !== 'late') return;
    scan(world, id, {
      status: 'picked_up',
      at: nextAt(NIGHTLY_FILE_HOUR, recorded_at),
      occurred_at: hoursAfter(ship_by, -2),
    });
  },
};

interface Parcel {
  readonly id: string;
  readonly return_id: string;
}

function travel(world: World, { id, return_id }: Parcel, from: string): void {
  const hours = 18 + ((numberOf(world, return_id) * 5) % 24);
  scan(world, id, { status: 'in_transit', at: hoursAfter(from, 7) });
  const story = storyOf(world, return_id);
  if (story === 'lost') {
    lose(world, { id, return_id }, from);
  } else if (story === 'undeliverable') {
    scan(world, id, { status: 'delivery_failed', at: hoursAfter(from, hours) });
    scan(world, id, { status: 'return_to_sender', at: hoursAfter(from, hours + 48) });
  } else {
    scan(world, id, { status: 'delivered', at: hoursAfter(from, hours) });
  }
}

/** One lost parcel is given up after a week; of the other nobody ever hears, until the server's deadline. */
function lose(world: World, { id, return_id }: Parcel, from: string): void {
  const { orf, agenda } = world;
  if (!isFirstWith(world, 'lost', return_id)) return;
  agenda.at(hoursAfter(from, 7 * 24), async () => {
    await orf.reportLost({ path: { forward_id: id }, body: { external_ref: 'CLAIM-1' } });
  });
}

interface Scan {
  readonly status: TrackingStatus;
  readonly at: string;
  /** When it was scanned, if the news of it comes later. */
  readonly occurred_at?: string;
}

function scan({ orf, agenda, now }: World, forward_id: string, { status, at, occurred_at }: Scan): void {
  agenda.at(at, async () => {
    await orf.reportTrackingEvent({
      path: { forward_id },
      body: { status, occurred_at: occurred_at ?? now() },
    });
  });
}

import { hoursAfter } from './agenda.ts';
import type { ReturnRow } from './data.ts';
import { numberOf, type Reactions, storyOf, type World } from './world.ts';

/** A consumer starts a return, and chooses where it is offered to them. */
export async function startReturn(world: World, row: ReturnRow): Promise<void> {
  const { orf, agenda, rows } = world;
  const { id, status } = await orf.createReturn({ body: row.body });
  rows.set(id, row);
  if (status !== 'offered') return;
  const { choice, choice_at } = row;
  if (choice !== 'none') {
    agenda.at(choice_at, async () => {
      await orf.chooseRoute({ path: { return_id: id }, body: { route: choice } });
    });
  }
  if (row.story === 'cancelled') keep(world, id, hoursAfter(row.at, 3));
}

/** What senders do about a match; who is to hand in does so within two days. */
export const senders: Reactions = {
  'forward.label_issued': (world, { data: forward, occurred_at }) => {
    const { return_id, id } = forward;
    switch (storyOf(world, return_id)) {
      case 'cancelled_before_handin':
        return keep(world, return_id, hoursAfter(occurred_at, 9));
      case 'not_handed_in':
      case 'late':
      case 'buyer_cancels_late':
        return;
      default:
        return handIn(world, id, hoursAfter(occurred_at, 10 + ((numberOf(world, return_id) * 7) % 36)));
    }
  },
};

function keep({ orf, agenda }: World, return_id: string, at: string): void {
  agenda.at(at, async () => {
    await orf.cancelReturn({ path: { return_id }, body: {} });
  });
}

/** A buyer may have stepped back before. */
function handIn({ orf, agenda, now }: World, forward_id: string, at: string): void {
  agenda.at(at, async () => {
    const { status } = await orf.getForward({ path: { forward_id } });
    if (status !== 'label_issued') return;
    await orf.reportTrackingEvent({
      path: { forward_id },
      body: { status: 'picked_up', occurred_at: now() },
    });
  });
}

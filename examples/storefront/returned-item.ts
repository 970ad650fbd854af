import type { CreateReturn, OrfClient } from '@open-return-forwarding/client';
import catalogue from './catalogue.json' with { type: 'json' };

/** What a return portal does: another customer returns the dress and chooses that it be forwarded. */
export async function listReturnedItem(orf: OrfClient, number = 1): Promise<void> {
  const now = new Date().toISOString();
  const returned = catalogue.returned as Omit<CreateReturn, 'reason' | 'withdrawal'>;
  const { id } = await orf.createReturn({
    body: {
      ...returned,
      external_id: `${returned.external_id}-${number}`,
      order_line: { ...returned.order_line, line_ref: String(number), purchased_at: now },
      reason: { code: 'size_too_small' },
      withdrawal: { notified_at: now, basis: 'statutory' },
    },
  });
  await orf.chooseRoute({ path: { return_id: id }, body: { route: 'forward' } });
}

import { explain } from '@open-return-forwarding/core';
import type { Return } from '@open-return-forwarding/protocol';
import type { Operation } from '../casework/context.ts';
import { found } from '../casework/load.ts';
import { currentPolicy } from '../casework/policies.ts';
import type { View } from '../ports.ts';

export const explainReturn: Operation<'explainReturn'> = (context, { path, query }) =>
  context.query(async (view) => {
    const { doc } = found(await view.returns.get(path.return_id), 'return');
    const { audience, locale = 'en' } = query;
    const { wording } = await currentPolicy(view, context.clock.now());
    return {
      status: 200,
      body: explain({ return: doc, ...(await companions(view, doc)), audience, locale, wording }),
    };
  });

/** What the explanation of a return may speak of beside the return. */
async function companions(view: View, { listing_id, forward_id }: Return) {
  const listing = listing_id === undefined ? undefined : await view.listings.get(listing_id);
  const forward = forward_id === undefined ? undefined : await view.forwards.get(forward_id);
  const decision = forward && (await view.decisions.get(forward.doc.decision_id));
  const settlementId = forward?.doc.settlement_id;
  const settlement = settlementId === undefined ? undefined : await view.settlements.get(settlementId);
  return {
    ...(listing && { listing: listing.doc }),
    ...(forward && { forward: forward.doc }),
    ...(decision && { decision: decision.doc }),
    ...(settlement && { settlement: settlement.doc }),
  };
}

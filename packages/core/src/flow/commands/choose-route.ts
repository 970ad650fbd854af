import type { RouteChoice } from '@open-return-forwarding/protocol';
import { Refusal } from '../../refusal.ts';
import { hasPassed } from '../../time.ts';
import { see, type Work } from '../work.ts';

/** The sender chooses. Refused: `offer_expired` from the offer's end on, `route_not_offered` where there is no offer. */
export function chooseRoute(work: Work, returnId: string, route: RouteChoice): void {
  const { offer, status } = see(work, 'return', returnId);
  if (offer === undefined)
    throw new Refusal('route_not_offered', 'forwarding was not offered for this return');
  const open = status === 'offered' && !hasPassed(offer.expires_at, work.context.effective_at);
  if (
    !open &&
    (status === 'offered' || see(work, 'return', returnId).route.reason_code === 'offer_expired')
  ) {
    throw new Refusal('offer_expired', `the offer ended at ${offer.expires_at}`);
  }
  work.fire('return', returnId, route === 'forward' ? 'choose_forward' : 'choose_warehouse');
}

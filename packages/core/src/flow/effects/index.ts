import type { EffectName } from '@open-return-forwarding/protocol';
import type { Work } from '../work.ts';
import { custodyEffects } from './custody.ts';
import { listingEffects } from './listing.ts';
import { lossEffects } from './loss.ts';
import { refundEffects } from './refund.ts';
import { revertEffects } from './revert.ts';
import { settleEffects } from './settle.ts';

/** What a transition brings about beyond its own status: for the document that it is about, by id. */
export type Effect = (work: Work, id: string) => void;

/** Every effect that the table of life cycles names. */
export const effects: Record<EffectName, Effect> = {
  ...listingEffects,
  ...revertEffects,
  ...custodyEffects,
  ...refundEffects,
  ...lossEffects,
  ...settleEffects,
};

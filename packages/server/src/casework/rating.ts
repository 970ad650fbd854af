import { rate, see } from '@open-return-forwarding/core';
import type { RateForward, Rating } from '@open-return-forwarding/protocol';
import type { Case } from './case.ts';
import { found, loadForward } from './load.ts';
import type { ForwardPersonal } from './personal.ts';
import { saveCase } from './save.ts';

/** Takes a buyer's verdict in; the buyer's own words are sealed. */
export async function takeRating(
  theCase: Case,
  forwardId: string,
  { note, ...said }: RateForward,
): Promise<Rating> {
  await loadForward(theCase, forwardId);
  rate(theCase.work, forwardId, said);
  await saveCase(theCase);
  const rating = found(see(theCase.work, 'forward', forwardId).rating, 'rating');
  if (note === undefined) return rating;
  const personal = await theCase.unit.vault.get<ForwardPersonal>(forwardId);
  await theCase.unit.vault.put(forwardId, { ...personal, rating_note: note });
  return { ...rating, note };
}

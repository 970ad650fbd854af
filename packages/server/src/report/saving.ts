import type { Forward } from '@open-return-forwarding/protocol';
import { found } from '../casework/load.ts';
import type { View } from '../ports.ts';

/**
 * What a forward saved against the warehouse route, minor units net of tax, by the figures that decided it: the advantage
 * less the discount.
 */
export async function savingOf(view: View, forward: Forward): Promise<number> {
  const { doc } = found(await view.decisions.get(forward.decision_id), 'decision');
  const chosen = doc.candidates.find(({ outcome }) => outcome === 'chosen');
  return (chosen?.components?.advantage ?? 0) - (chosen?.components?.discount ?? 0);
}

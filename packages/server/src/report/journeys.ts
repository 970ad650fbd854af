import type { Forward, Listing, Return, Settlement } from '@open-return-forwarding/protocol';
import type { View } from '../ports.ts';
import type { Period } from './period.ts';

/** A return with everything that came of it. */
export interface Journey {
  readonly source: Return;
  readonly listings: readonly Listing[];
  readonly forwards: readonly Forward[];
  readonly settlements: readonly Settlement[];
}

/** The returns that were created in `[from, to)`, oldest first. */
export async function readJourneys(view: View, { from, to }: Period): Promise<Journey[]> {
  const returns = await view.returns.find({ created_at: { from, before: to } });
  const journeys: Journey[] = [];
  for (const { doc } of returns) journeys.push(await readJourney(view, doc));
  return journeys;
}

async function readJourney(view: View, source: Return): Promise<Journey> {
  if (source.listing_id === undefined) return { source, listings: [], forwards: [], settlements: [] };
  const listings = await view.listings.find({ return_id: source.id });
  const forwards = await view.forwards.find({ return_id: source.id });
  const settlements = [];
  for (const { doc } of forwards) settlements.push(...(await view.settlements.find({ forward_id: doc.id })));
  return {
    source,
    listings: listings.map(({ doc }) => doc),
    forwards: forwards.map(({ doc }) => doc),
    settlements: settlements.map(({ doc }) => doc),
  };
}

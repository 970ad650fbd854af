import type { Instant, StageHours } from '@open-return-forwarding/protocol';
import type { Journey } from './journeys.ts';

type Stage = keyof StageHours;
type Span = readonly [from: Instant | undefined, to: Instant | undefined];

/** Where each stage of a journey begins and ends; a stage that was not finished has no end. */
const spans: Record<Stage, (journey: Journey) => Span[]> = {
  offer_to_choice: ({ source, listings }) => [[source.offer?.offered_at, listings[0]?.opens_at]],
  listing_to_match: ({ listings }) =>
    listings
      .filter(({ status }) => status === 'matched')
      .map(({ opens_at, closed_at }) => [opens_at, closed_at]),
  match_to_hand_in: ({ forwards }) =>
    forwards.map(({ created_at, tracking }) => [created_at, tracking.handed_in_at]),
  hand_in_to_delivery: ({ forwards }) =>
    forwards.map(({ tracking }) => [tracking.handed_in_at, tracking.delivered_at]),
  delivery_to_rating: ({ forwards }) =>
    forwards.map(({ tracking, rating }) => [tracking.delivered_at, rating?.rated_at]),
  intake_to_settlement: ({ source, settlements }) =>
    settlements.map(({ settled_at }) => [source.created_at, settled_at]),
};

/** Median hours of each stage over the journeys that finished it. */
export function medianHours(journeys: readonly Journey[]): StageHours {
  const hours: StageHours = {};
  for (const stage of Object.keys(spans) as Stage[]) {
    const durations = journeys.flatMap((journey) => spans[stage](journey).flatMap(hoursOf));
    const median = medianOf(durations);
    if (median !== undefined) hours[stage] = median;
  }
  return hours;
}

function hoursOf([from, to]: Span): number[] {
  if (from === undefined || to === undefined) return [];
  return [Math.max(0, (Date.parse(to) - Date.parse(from)) / 3_600_000)];
}

function medianOf(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  return upper === undefined || lower === undefined
    ? undefined
    : Math.round(((upper + lower) / 2) * 100) / 100;
}

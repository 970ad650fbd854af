import type { PolicyFinding, PolicySettings } from '@open-return-forwarding/protocol';
import { anError, type PolicyRule, token } from './finding.ts';

const WHOLE = 10_000;

/** The shares that the value model reckons with are shares, and no two entries speak of one pair of countries. */
export const matchingRules: readonly PolicyRule[] = [
  { reads: ['/matching/economics/hand_in_bp_by_day'], find: findFallingShares },
  { reads: ['/matching/economics/by_category'], find: findFallingSharesByCategory },
  { reads: ['/matching/economics/by_lane'], find: findRepeatedLanes },
  { reads: ['/matching/demand/destinations'], find: findShares },
];

function findFallingShares({ matching }: PolicySettings): PolicyFinding[] {
  return fallingShares('/matching/economics/hand_in_bp_by_day', matching.economics.hand_in_bp_by_day);
}

function findFallingSharesByCategory({ matching }: PolicySettings): PolicyFinding[] {
  return Object.entries(matching.economics.by_category ?? {}).flatMap(
    ([category, { hand_in_bp_by_day = [] }]) =>
      fallingShares(
        `/matching/economics/by_category/${token(category)}/hand_in_bp_by_day`,
        hand_in_bp_by_day,
      ),
  );
}

function fallingShares(pointer: string, shares: readonly number[]): PolicyFinding[] {
  return shares.flatMap((share, index) => {
    const before = shares[index - 1] ?? 0;
    if (share >= before) return [];
    return [
      anError('hand_in_shares_decreasing', {
        pointer: `${pointer}/${index}`,
        detail: `By day ${index + 1} fewer senders (${share}) would have handed in than by day ${index} (${before}).`,
        suggestion: `The shares add up from day to day: write ${before} or more.`,
      }),
    ];
  });
}

function findRepeatedLanes({ matching }: PolicySettings): PolicyFinding[] {
  const { by_lane = [] } = matching.economics;
  return by_lane.flatMap(({ from, to }, index) => {
    const first = by_lane.findIndex((lane) => lane.from === from && lane.to === to);
    if (first === index) return [];
    return [
      anError('lane_repeated', {
        pointer: `/matching/economics/by_lane/${index}`,
        detail: `Parcels from ${from} to ${to} have their figures in entry ${first} already.`,
        suggestion: 'Put the figures of a pair into one entry.',
      }),
    ];
  });
}

function findShares({ matching }: PolicySettings): PolicyFinding[] {
  const { same_zone_bp, same_country_bp, cross_border_bp } = matching.demand.destinations;
  const sum = same_zone_bp + same_country_bp + cross_border_bp;
  if (sum === WHOLE) return [];
  const rest = WHOLE - same_zone_bp - cross_border_bp;
  return [
    anError('destination_shares_not_whole', {
      pointer: '/matching/demand/destinations',
      detail: `The three shares add up to ${sum}; all buyers are ${WHOLE}.`,
      suggestion:
        rest >= 0 ? `With \`same_country_bp: ${rest}\` they do.` : `Lower them to ${WHOLE} together.`,
    }),
  ];
}

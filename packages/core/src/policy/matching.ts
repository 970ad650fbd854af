import type { PolicyFinding, PolicySettings } from '@open-return-forwarding/protocol';
import { anError, type PolicyRule } from './finding.ts';

const WHOLE = 10_000;

/** The shares that the value model reckons with are shares. */
export const matchingRules: readonly PolicyRule[] = [
  { reads: ['/matching/economics/hand_in_bp_by_day'], find: findFallingShares },
  { reads: ['/matching/demand/destinations'], find: findShares },
];

function findFallingShares({ matching }: PolicySettings): PolicyFinding[] {
  const shares = matching.economics.hand_in_bp_by_day;
  return shares.flatMap((share, index) => {
    const before = shares[index - 1] ?? 0;
    if (share >= before) return [];
    return [
      anError('hand_in_shares_decreasing', {
        pointer: `/matching/economics/hand_in_bp_by_day/${index}`,
        detail: `By day ${index + 1} fewer senders (${share}) would have handed in than by day ${index} (${before}).`,
        suggestion: `The shares add up from day to day: write ${before} or more.`,
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

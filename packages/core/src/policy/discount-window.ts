import type { DiscountBracket, PolicyFinding, PolicySettings } from '@open-return-forwarding/protocol';
import { anError, aWarning, type PolicyRule } from './finding.ts';

const reads = ['/discount/strategy', '/discount/window'];

/** The strategy `window` has what it goes by, and room to deepen. */
export const discountWindowRules: readonly PolicyRule[] = [
  { reads, find: findMissingWindow },
  { reads, find: findUnusedWindow },
  { reads, find: findNoResponse },
  { reads: ['/discount/strategy', '/discount/brackets'], find: findNoRange },
];

function findMissingWindow({ discount: { strategy, window } }: PolicySettings): PolicyFinding[] {
  if (strategy !== 'window' || window !== undefined) return [];
  return [
    anError('discount_window_missing', {
      pointer: '/discount/window',
      detail: 'The strategy `window` does not say in how many steps it deepens, nor what that brings.',
      suggestion:
        'Add `window: { steps: 3, response: { general_bp_per_point: 1000, naming_bp_per_point: 1500 } }` with your own figures, or write `strategy: constant`.',
    }),
  ];
}

function findUnusedWindow({ discount: { strategy, window } }: PolicySettings): PolicyFinding[] {
  if (strategy === 'window' || window === undefined) return [];
  return [
    aWarning('discount_window_unused', {
      pointer: '/discount/window',
      detail: `With the strategy \`${strategy}\` the price stays as it is, whatever stands here.`,
      suggestion: 'Write `strategy: window`, or leave this out.',
    }),
  ];
}

function findNoResponse({ discount: { strategy, window } }: PolicySettings): PolicyFinding[] {
  if (strategy !== 'window' || window === undefined) return [];
  const { general_bp_per_point, naming_bp_per_point } = window.response;
  if (general_bp_per_point > 0 || naming_bp_per_point > 0) return [];
  return [
    aWarning('discount_without_response', {
      pointer: '/discount/window/response',
      detail: 'No deeper discount brings a buyer, so no price will ever fall.',
      suggestion:
        'Write how much more often an article sells per percentage point (500 is 5 %), or `strategy: constant`.',
    }),
  ];
}

/** A bracket whose two ends are the same leaves one price. Ends of two kinds meet at one price only. */
function findNoRange({ discount: { strategy, brackets } }: PolicySettings): PolicyFinding[] {
  if (strategy !== 'window') return [];
  return brackets.flatMap((bracket, index) => {
    if (!isOnePoint(bracket)) return [];
    return [
      aWarning('bracket_without_range', {
        pointer: `/discount/brackets/${index}/maximum`,
        detail: 'The maximum is the minimum: prices in this bracket never fall, whatever the strategy.',
        suggestion: 'Raise the maximum, or leave it if these prices are to stay.',
      }),
    ];
  });
}

function isOnePoint({ minimum, maximum }: DiscountBracket): boolean {
  return minimum.kind === maximum.kind && minimum.value === maximum.value;
}

import type { PolicyFinding, PolicySettings } from '@open-return-forwarding/protocol';
import { anError, aWarning, type PolicyEnvironment, type PolicyRule } from './finding.ts';

/** What releases the money can happen, and so can a second forward where it is allowed. */
export const refundRules: readonly PolicyRule[] = [
  { reads: ['/refund/trigger', '/refund/rating_window_days'], find: findNoTimeToRate },
  { reads: ['/reforwarding/allowed'], find: findUnsupported },
  { reads: ['/reforwarding/allowed', '/reforwarding/maximum_generations'], find: findNoGenerations },
];

function findNoTimeToRate({ refund }: PolicySettings): PolicyFinding[] {
  if (refund.trigger !== 'rated' || refund.rating_window_days > 0) return [];
  return [
    anError('rating_window_missing', {
      pointer: '/refund/rating_window_days',
      detail: 'The refund waits for the rating, but the buyer has no time to give one.',
      suggestion: 'Write 3 days, or set `trigger` to `delivered`.',
    }),
  ];
}

function findUnsupported({ reforwarding }: PolicySettings, environment: PolicyEnvironment): PolicyFinding[] {
  if (!reforwarding.allowed || environment.reforwarding) return [];
  return [
    aWarning('reforwarding_not_supported', {
      pointer: '/reforwarding/allowed',
      detail: 'This server does not forward an item a second time, whatever the policy says.',
      suggestion: 'Write `false`.',
    }),
  ];
}

function findNoGenerations({ reforwarding }: PolicySettings): PolicyFinding[] {
  if (!reforwarding.allowed || reforwarding.maximum_generations > 1) return [];
  return [
    aWarning('reforwarding_without_generations', {
      pointer: '/reforwarding/maximum_generations',
      detail: 'Forwarding again is allowed, but 1 forward in all is the first one alone.',
      suggestion: 'Write 2 or more, or set `allowed` to `false`.',
    }),
  ];
}

import type { PolicyFinding, PolicySettings } from '@open-return-forwarding/protocol';
import { MINIMUM_WINDOW_HOURS, STATUTORY_REFUND_DAYS } from '../assessment/window.ts';
import { aWarning, type PolicyRule, token } from './finding.ts';

const shippingTimes = ['/shipping/ship_by_days', '/shipping/scan_grace_hours'];

/** What the date on which the law wants a refund leaves of the policy's times. All warnings: a voluntary return has no such date. */
export const statutoryRules: readonly PolicyRule[] = [
  { reads: shippingTimes, find: findNoWindow },
  {
    reads: [...shippingTimes, '/matching/window_days', '/matching/window_days_by_category'],
    find: findLongWindows,
  },
  { reads: [...shippingTimes, '/offer/expiry_hours'], find: findLongOffers },
  { reads: ['/refund/hold_review_days'], find: ({ refund }) => longReview(refund, 'hold_review_days') },
  { reads: ['/refund/rating_window_days'], find: ({ refund }) => longReview(refund, 'rating_window_days') },
];

/** Hours from the notice to the moment by which a listing must close. */
function hoursLeft({ shipping }: PolicySettings): number {
  return (STATUTORY_REFUND_DAYS - shipping.ship_by_days) * 24 - shipping.scan_grace_hours;
}

function sum({ shipping }: PolicySettings): string {
  return `${STATUTORY_REFUND_DAYS} days to the refund by law, less ${shipping.ship_by_days} for the hand-in and ${shipping.scan_grace_hours} hours for its scan`;
}

function findNoWindow(settings: PolicySettings): PolicyFinding[] {
  if (hoursLeft(settings) >= MINIMUM_WINDOW_HOURS) return [];
  const { scan_grace_hours: grace } = settings.shipping;
  const most = Math.floor((STATUTORY_REFUND_DAYS * 24 - MINIMUM_WINDOW_HOURS - grace) / 24);
  return [
    aWarning('no_statutory_window', {
      pointer: '/shipping/ship_by_days',
      detail: `No return on a statutory basis could be offered: ${sum(settings)}, is less than a day.`,
      suggestion: `Write ${most} or less.`,
    }),
  ];
}

function findLongWindows(settings: PolicySettings): PolicyFinding[] {
  const { window_days, window_days_by_category: byCategory } = settings.matching;
  const left = hoursLeft(settings);
  if (left < MINIMUM_WINDOW_HOURS) return [];
  const windows: [string, number][] = [
    ['/matching/window_days', window_days],
    ...Object.entries(byCategory).map(([category, days]): [string, number] => [
      `/matching/window_days_by_category/${token(category)}`,
      days,
    ]),
  ];
  return windows
    .filter(([, days]) => days * 24 > left)
    .map(([pointer, days]) =>
      aWarning('window_outlives_statutory_refund', {
        pointer,
        detail: `A statutory listing closes ${inDays(left)} after the notice (${sum(settings)}), before the window of ${days} days does.`,
        suggestion: `Write ${Math.floor(left / 24)} or less, or shorten \`shipping.ship_by_days\`.`,
      }),
    );
}

function findLongOffers(settings: PolicySettings): PolicyFinding[] {
  const left = hoursLeft(settings) - MINIMUM_WINDOW_HOURS;
  const { expiry_hours: hours } = settings.offer;
  if (left < 0 || hours <= left) return [];
  return [
    aWarning('offer_outlives_statutory_refund', {
      pointer: '/offer/expiry_hours',
      detail: `Who chooses after ${left} hours leaves no day for a listing (${sum(settings)}).`,
      suggestion: `Write ${left} or less.`,
    }),
  ];
}

function longReview(
  refund: PolicySettings['refund'],
  member: 'hold_review_days' | 'rating_window_days',
): PolicyFinding[] {
  const days = refund[member];
  if (days < STATUTORY_REFUND_DAYS) return [];
  return [
    aWarning('review_outlives_statutory_refund', {
      pointer: `/refund/${member}`,
      detail: `On a statutory basis the refund is released ${STATUTORY_REFUND_DAYS} days after the notice, before these ${days} days are over.`,
      suggestion: `Write less than ${STATUTORY_REFUND_DAYS}.`,
    }),
  ];
}

function inDays(hours: number): string {
  const days = Math.floor(hours / 24);
  return hours % 24 === 0 ? `${days} days` : `${days} days and ${hours % 24} hours`;
}

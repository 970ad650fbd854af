import type { Instant, Policy, Withdrawal } from '@open-return-forwarding/protocol';
import { addDays, addHours, earliest } from '../time.ts';

/** A listing that could stay open for less than this is not worth an offer. */
export const MINIMUM_WINDOW_HOURS = 24;

/** Days after the notice of a statutory withdrawal within which the law wants the money back. */
export const STATUTORY_REFUND_DAYS = 14;

/** Days that a listing of a category waits for a buyer. */
export function windowDays(policy: Pick<Policy, 'matching'>, category: string): number {
  const { window_days_by_category: byCategory, window_days: days } = policy.matching;
  return Object.hasOwn(byCategory, category) ? (byCategory[category] ?? days) : days;
}

/** What a window depends on: the category's days, and the law's date where there is one. */
export interface WindowSubject {
  readonly category: string;
  readonly withdrawal?: Withdrawal | undefined;
}

/**
 * When a listing that opens at `opensAt` closes. On a statutory basis a match must leave the sender time to hand in
 * before the refund is due, so it closes at `notified_at + 14 days - ship-by - scan grace` if that is earlier; this may
 * lie before `opensAt`, and there is no window then.
 */
export function windowEnd(
  policy: Pick<Policy, 'matching' | 'shipping'>,
  subject: WindowSubject,
  opensAt: Instant,
): Instant {
  const end = addDays(opensAt, windowDays(policy, subject.category));
  const last = latestStatutoryEnd(policy, subject.withdrawal);
  return last === undefined ? end : earliest(end, last);
}

/** The moment by which a listing must close on a statutory basis; undefined where no law sets a date. */
function latestStatutoryEnd(policy: Pick<Policy, 'shipping'>, withdrawal?: Withdrawal): Instant | undefined {
  if (withdrawal === undefined) return undefined;
  switch (withdrawal.basis) {
    case 'voluntary':
      return undefined;
    case 'statutory': {
      const { ship_by_days: shipByDays, scan_grace_hours: graceHours } = policy.shipping;
      return addHours(withdrawal.notified_at, (STATUTORY_REFUND_DAYS - shipByDays) * 24 - graceHours);
    }
    default:
      return withdrawal.basis satisfies never;
  }
}

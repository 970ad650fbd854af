import { balances, netOf } from '@open-return-forwarding/core';
import type {
  AccountBalance,
  Forward,
  Instant,
  LedgerAccount,
  LedgerEntry,
  Report,
} from '@open-return-forwarding/protocol';
import { currentPolicy } from '../casework/policies.ts';
import type { View } from '../ports.ts';
import { type Journey, readJourneys } from './journeys.ts';
import type { Period } from './period.ts';
import { savingOf } from './saving.ts';
import { medianHours } from './stages.ts';

/**
 * What became of the returns that were created in a period, as of now. Shares in basis points, rounded down. Savings and
 * net are those in the currency of the policy in force: sums of different money mean nothing. The books have every one.
 */
export async function reportOn(view: View, period: Period, now: Instant): Promise<Report> {
  const { currency } = await currentPolicy(view, now);
  const journeys = await readJourneys(view, period);
  const money = (amount: number) => ({ amount, currency });
  const entries = journeys.flatMap(({ settlements }) =>
    settlements.flatMap((settlement) => settlement.entries),
  );
  const own = entries.filter((entry) => entry.currency === currency);
  const settled = settledForwards(journeys).filter(({ refund }) => refund.amount.currency === currency);
  const savings = await Promise.all(settled.map((forward) => savingOf(view, forward)));
  const total = savings.reduce((sum, saving) => sum + saving, 0);
  return {
    ...period,
    ...counts(journeys),
    fallbacks: tally(journeys, ({ source }) =>
      source.status === 'to_warehouse' ? source.route.reason_code : undefined,
    ).map(([reason, count]) => ({ reason, count })),
    refunds: tally(journeys, ({ source }) => source.refund.status).map(([status, count]) => ({
      status,
      count,
    })),
    stage_hours: medianHours(journeys),
    ...(savings.length === 0 ? {} : { saving_per_forward: money(Math.round(total / savings.length)) }),
    saving_total: money(total),
    settlement_net: money(netOf(own)),
    books: books(entries),
  };
}

type Counts = Pick<
  Report,
  | 'returns'
  | 'eligible'
  | 'offered'
  | 'chosen'
  | 'listed'
  | 'matched'
  | 'forwarded'
  | 'settled'
  | 'hand_in_losses'
  | 'eligible_share_bp'
  | 'adoption_share_bp'
  | 'match_share_bp'
  | 'forwarded_share_bp'
>;

function counts(journeys: readonly Journey[]): Counts {
  const count = (holds: (journey: Journey) => boolean) => journeys.filter(holds).length;
  const returns = journeys.length;
  const eligible = count(({ source }) => source.assessment?.eligible === true);
  const offered = count(({ source }) => source.offer !== undefined);
  const listed = count(({ listings }) => listings.length > 0);
  const matched = count(({ forwards }) => forwards.length > 0);
  const forwarded = count(({ forwards }) =>
    forwards.some(({ tracking }) => tracking.handed_in_at !== undefined),
  );
  return {
    returns,
    eligible,
    offered,
    chosen: listed,
    listed,
    matched,
    forwarded,
    settled: count(({ forwards }) => forwards.some(({ status }) => status === 'settled')),
    hand_in_losses: journeys.flatMap(({ forwards }) => forwards).filter(isHandInLoss).length,
    ...share('eligible_share_bp', eligible, returns),
    ...share('adoption_share_bp', listed, offered),
    ...share('match_share_bp', matched, listed),
    ...share('forwarded_share_bp', forwarded, returns),
  };
}

/** A hand-in that came to light late is none: the parcel was on its way. */
function isHandInLoss({ revert_reason, handed_in_late }: Forward): boolean {
  return revert_reason === 'not_handed_in' && handed_in_late !== true;
}

function settledForwards(journeys: readonly Journey[]): Forward[] {
  return journeys.flatMap(({ forwards }) => forwards.filter(({ status }) => status === 'settled'));
}

/** A share of nothing is left out. */
function share<Name extends string>(name: Name, part: number, whole: number): { [N in Name]?: number } {
  return whole === 0 ? {} : ({ [name]: Math.floor((part * 10_000) / whole) } as { [N in Name]?: number });
}

/** How often each value occurs, most frequent first. */
function tally<K extends string>(
  journeys: readonly Journey[],
  keyOf: (journey: Journey) => K | undefined,
): [K, number][] {
  const counted = new Map<K, number>();
  for (const journey of journeys) {
    const key = keyOf(journey);
    if (key !== undefined) counted.set(key, (counted.get(key) ?? 0) + 1);
  }
  return [...counted].toSorted(([, a], [, b]) => b - a);
}

/** The balance of each account, currency by currency. */
function books(entries: readonly LedgerEntry[]): AccountBalance[] {
  return [...new Set(entries.map(({ currency }) => currency))].flatMap((currency) => {
    const sums = balances(entries.filter((entry) => entry.currency === currency));
    return (Object.entries(sums) as [LedgerAccount, number][]).map(([account, amount]) => ({
      account,
      balance: { amount, currency },
    }));
  });
}

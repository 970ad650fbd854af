import type { CandidateCode, PolicySettings } from '@open-return-forwarding/client';
import { decideMatch, type ListingFacts, type OrderFacts, zoneOf } from '@open-return-forwarding/core';
import type { ReturnLine, SaleLine } from '@open-return-forwarding/simulator';
import type { Line } from './lines.ts';
import type { Acceptance } from './options.ts';
import { listingPrice, orderRequest } from './requests.ts';

const DAY = 86_400_000;
const noRatings = { acceptable: 0, unacceptable: 0 };

/** What the published rules say about one order for one return of its article, were they alone. */
export type Verdict = 'match' | CandidateCode;

/** An order that came while a return of its article would have been waiting. */
export interface FilePair {
  return: ReturnLine;
  sale: SaleLine;
  verdict: Verdict;
}

/**
 * Every pair of a return and an order for the same article that came after it and within its window. Each is judged by
 * the same rules as the reference server's, at the moment the order came.
 */
export function pairsOf(
  lines: readonly Line[],
  setting: { policy: PolicySettings; accept: Acceptance },
): FilePair[] {
  const pairs: FilePair[] = [];
  for (const chain of Map.groupBy(lines, ({ sku }) => sku).values()) {
    for (const [at, line] of chain.entries()) {
      if (line.kind !== 'return') continue;
      const closes = Date.parse(line.time) + windowDays(setting.policy, line) * DAY;
      for (const sale of chain.slice(at + 1)) {
        if (sale.kind !== 'sale' || Date.parse(sale.time) >= closes) continue;
        pairs.push({ return: line, sale, verdict: verdictOn(setting, { line, sale, closes }) });
      }
    }
  }
  return pairs;
}

function windowDays({ matching }: PolicySettings, { category }: ReturnLine): number {
  return matching.window_days_by_category[category] ?? matching.window_days;
}

function verdictOn(
  setting: { policy: PolicySettings; accept: Acceptance },
  { line, sale, closes }: { line: ReturnLine; sale: SaleLine; closes: number },
): Verdict {
  const listing: ListingFacts = {
    listing_id: 'listing',
    sku: line.sku,
    category: line.category,
    grade: line.grade as ListingFacts['grade'],
    reference_price: line.unit_price,
    price: listingPrice(setting.policy, line),
    zone: zoneOf(line.address),
    ratings: { sender: noRatings, category: noRatings },
    closes_at: new Date(closes).toISOString(),
    sender_ref: line.consumer_ref,
    earlier_holders: [],
  };
  const { accepts, full_price, offered_price } = orderRequest(sale, setting);
  const order: OrderFacts = {
    order_id: 'order',
    ...{ accepts, full_price, offered_price },
    zone: zoneOf(sale.address),
    buyer_ref: sale.consumer_ref,
  };
  const question = { kind: 'order_arrived', now: sale.time, pairs: [{ listing, order }] } as const;
  const { chosen, code } = decideMatch(setting.policy, question);
  if (chosen !== undefined) return 'match';
  if (code === undefined || code === 'no_candidate') throw new Error('a pair was not judged');
  return code;
}

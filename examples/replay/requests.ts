import type {
  ConditionGrade,
  CreateOrder,
  CreateReturn,
  PolicySettings,
  ReturnReasonCode,
} from '@open-return-forwarding/client';
import { priceListing } from '@open-return-forwarding/core';
import type { ReturnLine, SaleLine } from '@open-return-forwarding/simulator';
import type { Acceptance } from './options.ts';

const BOTH_GRADES: ConditionGrade[] = ['like_new', 'open_box'];
const TITLE_LENGTH = 200;

/** The return of one unit that a line stands for. The file's words for reason and grade are the server's to judge. */
export function returnRequest(line: ReturnLine): CreateReturn {
  const { order_ref, line_ref, unit_price, purchased_at } = line;
  return {
    external_id: line.external_id,
    order_line: { order_ref, line_ref, unit_price, purchased_at },
    product: {
      sku: line.sku,
      category: line.category,
      ...(line.title === '' ? {} : { title: line.title.slice(0, TITLE_LENGTH) }),
    },
    reason: { code: line.reason as ReturnReasonCode },
    condition: {
      grade: line.grade as ConditionGrade,
      checklist: Object.fromEntries(line.checks.map((check) => [check, true])),
    },
    consumer: { ref: line.consumer_ref },
    ship_from: line.address,
    withdrawal: { notified_at: line.time, basis: 'statutory' },
  };
}

/** The order of one unit that a line stands for. A buyer who accepts pays what a listing at this price would cost. */
export function orderRequest(
  line: SaleLine,
  { policy, accept }: { policy: PolicySettings; accept: Acceptance },
): CreateOrder {
  const accepts = gradesOf(line, accept);
  return {
    external_id: line.external_id,
    sku: line.sku,
    category: line.category,
    buyer_ref: line.consumer_ref,
    accepts,
    full_price: line.unit_price,
    ...(accepts.length === 0 ? {} : { offered_price: listingPrice(policy, line) }),
    ship_to: line.address,
  };
}

function gradesOf(line: SaleLine, accept: Acceptance): ConditionGrade[] {
  switch (accept) {
    case 'all':
      return BOTH_GRADES;
    case 'none':
      return [];
    case 'column':
      return (line.accepts ?? []) as ConditionGrade[];
    default:
      return accept satisfies never;
  }
}

/** What the shop would ask for the article as a forwarded one; its own price where no discount applies. */
export function listingPrice(
  policy: PolicySettings,
  line: Pick<SaleLine, 'unit_price' | 'category' | 'sku'>,
): CreateOrder['full_price'] {
  const pricing = priceListing(policy.discount, line.unit_price, line);
  return pricing.priced ? pricing.price : line.unit_price;
}

import type { Forward, Listing, Locale, Order, Refund, Return } from '@open-return-forwarding/protocol';
import { type Letter, writeLetter } from './letter.ts';
import type { OutgoingMessage } from './notifier.ts';
import { type BuyerStep, type SenderStep, tellBuyer, tellSender } from './paragraphs.ts';
import { type StepName, steps } from './steps.ts';

const AT = '2027-03-01T09:00:00.000Z';
const DUE = '2027-03-04T09:00:00.000Z';
const price = { amount: 3499, currency: 'EUR' };

const refund: Refund = {
  id: 'rfd_sample',
  return_id: 'rtn_sample',
  amount: price,
  resolution_type: 'refund',
  trigger: 'rated',
  status: 'not_due',
  statutory_due_at: '2027-03-15T09:00:00.000Z',
};

const source: Return = {
  id: 'rtn_sample',
  external_id: 'RMA-1001',
  order_line: { order_ref: 'SO-5001', unit_price: price, purchased_at: '2027-02-20T10:00:00.000Z' },
  product: { sku: 'DRESS-RED-M', category: 'dresses', title: 'Wrap dress, red, M' },
  reason: { code: 'size_too_small' },
  condition: { grade: 'like_new' },
  consumer: {},
  ship_from_region: { country: 'NL' },
  withdrawal: { notified_at: AT, basis: 'statutory' },
  resolution: { type: 'refund', value: price },
  status: 'offered',
  route: { destination: 'undecided' },
  offer: {
    offered_at: AT,
    expires_at: DUE,
    window_days: 3,
    ship_by_days: 3,
    incentive: { amount: 100, currency: 'EUR' },
    listing_price: { amount: 3324, currency: 'EUR' },
    discount: { amount: 175, share_bp: 500 },
  },
  refund,
  generation: 1,
  policy_version: 1,
  created_at: AT,
  updated_at: AT,
};

const listing: Listing = {
  id: 'lst_sample',
  return_id: 'rtn_sample',
  sku: 'DRESS-RED-M',
  category: 'dresses',
  title: 'Wrap dress, red, M',
  grade: 'like_new',
  label_text: 'Like New',
  reference_price: { ...price, basis: 'price_paid' },
  price: { amount: 3324, currency: 'EUR' },
  discount: { amount: 175, share_bp: 500 },
  ship_from_country: 'NL',
  status: 'active',
  opens_at: AT,
  closes_at: DUE,
  generation: 1,
  policy_version: 1,
};

const forward: Forward = {
  id: 'fwd_sample',
  return_id: 'rtn_sample',
  listing_id: 'lst_sample',
  order_id: 'ord_sample',
  generation: 1,
  status: 'label_issued',
  custodian: 'sender',
  ship_by: DUE,
  hand_in_closes_at: '2027-03-05T09:00:00.000Z',
  label: {
    carrier: 'sandbox',
    formats: ['pdf'],
    recipient_exposure: 'none',
    sender_exposure: 'none',
    status: 'valid',
    issued_at: AT,
    expires_at: '2027-03-15T09:00:00.000Z',
    documents: [],
  },
  tracking: { status: 'pending' },
  rating_closes_at: '2027-03-09T09:00:00.000Z',
  refund,
  decision_id: 'dec_sample',
  policy_version: 1,
  created_at: AT,
  updated_at: AT,
};

const order: Order = {
  id: 'ord_sample',
  external_id: 'SO-6001-1',
  sku: 'DRESS-RED-M',
  accepts: ['like_new'],
  full_price: price,
  offered_price: { amount: 3324, currency: 'EUR' },
  price_due: { amount: 3324, currency: 'EUR' },
  on_unavailable: 'fulfil_new',
  ship_to_region: { country: 'NL' },
  status: 'forward',
  decide_by: AT,
  fulfilment: { source: 'forward', reason_code: 'matched' },
  policy_version: 1,
  created_at: AT,
  updated_at: AT,
};

const held = {
  status: 'open',
  cause: 'negative_rating',
  opened_at: AT,
  review_by: '2027-03-11T09:00:00.000Z',
} as const;

/** How far the sample return has come at each step. */
const returnAt: { readonly [S in SenderStep]: Partial<Return> } = {
  offer: {},
  listed: { status: 'listed' },
  label: { status: 'matched' },
  reminder: { status: 'matched' },
  handed_in: { status: 'in_forward' },
  warehouse: {
    status: 'to_warehouse',
    route: { destination: 'warehouse', reason_code: 'not_handed_in' },
    forward_id: 'fwd_sample',
    refund: { ...refund, status: 'external' },
  },
  refund_requested: { status: 'in_forward', refund: { ...refund, status: 'requested' } },
  refund_posted: { status: 'completed', refund: { ...refund, status: 'posted', posted_at: AT } },
  refund_held: { status: 'in_forward', refund: { ...refund, status: 'held' } },
  refund_denied: {
    status: 'completed',
    withdrawal: { notified_at: AT, basis: 'voluntary' },
    refund: { ...refund, status: 'denied' },
  },
  lost: { status: 'lost', refund: { ...refund, status: 'requested' } },
};

/** A message of a step as it looks, with made-up data and the name of nobody. */
export function sampleMessage(
  step: StepName,
  locale: Locale,
): Pick<OutgoingMessage, 'from' | 'subject' | 'text' | 'html'> {
  const letter: Letter = {
    step,
    locale,
    retailer: 'Example Fashion B.V.',
    name: 'A. Jansen',
    item: source.product.title ?? source.product.sku,
    reference: steps[step].party === 'sender' ? source.external_id : order.external_id,
    paragraphs: paragraphsOf(step, locale),
  };
  return writeLetter(letter);
}

function paragraphsOf(step: StepName, locale: Locale): Letter['paragraphs'] {
  const { party } = steps[step];
  switch (party) {
    case 'sender':
      return tellSender(step as SenderStep, senderFacts(step as SenderStep), locale);
    case 'buyer':
      return tellBuyer(step as BuyerStep, buyerFacts(), locale);
    default:
      return party satisfies never;
  }
}

function senderFacts(step: SenderStep): Parameters<typeof tellSender>[1] {
  const isArrived = step === 'refund_requested' || step === 'refund_held';
  const latest: Forward = {
    ...forward,
    ...(isArrived && { status: 'delivered' }),
    ...(step === 'refund_held' && { hold: held }),
  };
  return {
    return: { ...source, ...returnAt[step] },
    listing,
    forward: step === 'offer' || step === 'listed' ? undefined : latest,
    policy: { wording: {} },
    dropOffCode: 'DROP-4F7K',
  };
}

function buyerFacts(): Parameters<typeof tellBuyer>[1] {
  return {
    order,
    forward,
    carrier: 'PostNL',
    trackingNumber: '3SABCD1234567',
    ratingUrl: 'https://shop.example/rate?t=orf_rating_sample',
  };
}

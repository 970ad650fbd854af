import { explain } from '@open-return-forwarding/core';
import type { Forward, Listing, Locale, Order, Policy, Return } from '@open-return-forwarding/protocol';
import type { ForwardPersonal } from '../casework/personal.ts';
import type { Instant } from '../stored.ts';
import type { Paragraph } from './letter.ts';
import type { steps } from './steps.ts';
import { oneLine } from './text.ts';
import type { MailWording } from './wording/wording.ts';
import { words } from './wording/words.ts';

type StepOf<P> = {
  [S in keyof typeof steps]: (typeof steps)[S]['party'] extends P ? S : never;
}[keyof typeof steps];
export type SenderStep = StepOf<'sender'>;
export type BuyerStep = StepOf<'buyer'>;

/** What a sender's message is made from: the return with the latest listing and forward of it, as they stand. */
export interface SenderFacts {
  readonly return: Return;
  readonly listing: Listing | undefined;
  readonly forward: Forward | undefined;
  readonly policy: Pick<Policy, 'wording'>;
  readonly dropOffCode: ForwardPersonal['drop_off_code'];
}

/** What a buyer's message is made from. */
export interface BuyerFacts {
  readonly order: Order;
  readonly forward: Forward;
  /** The carrier's name for people. */
  readonly carrier: string | undefined;
  readonly trackingNumber: ForwardPersonal['tracking_number'];
  readonly ratingUrl: string | undefined;
}

/** The explanation of the return as its sender may read it, and what is to be done. */
export function tellSender(step: SenderStep, facts: SenderFacts, locale: Locale): Paragraph[] {
  const { return: source, listing, forward, policy } = facts;
  const { headline, lines } = explain({
    return: source,
    listing,
    forward,
    audience: 'consumer',
    locale,
    wording: policy.wording,
  });
  const said = [headline, ...lines.map(({ text }) => text)];
  return [...said, ...advice(step, facts, words[locale])].map((text) => ({ text }));
}

function advice(step: SenderStep, { forward, dropOffCode }: SenderFacts, wording: MailWording): string[] {
  switch (step) {
    case 'offer':
      return [wording.choose];
    case 'listed':
      return forward?.label === undefined ? [] : [wording.labelVoid];
    case 'label':
    case 'reminder':
      return dropOffCode === undefined
        ? [wording.labelWhere]
        : [wording.labelWhere, wording.labelCode(oneLine(dropOffCode))];
    case 'handed_in':
    case 'warehouse':
    case 'refund_requested':
    case 'refund_posted':
    case 'refund_held':
    case 'refund_denied':
    case 'lost':
      return [];
    default:
      return step satisfies never;
  }
}

/** What a buyer has to know, and nothing of where the parcel comes from. */
export function tellBuyer(step: BuyerStep, facts: BuyerFacts, locale: Locale): Paragraph[] {
  const wording = words[locale];
  switch (step) {
    case 'shipped':
      return [{ text: wording.shipped }, ...tracking(facts, wording)];
    case 'rating':
      return [{ text: wording.arrived }, ...ratingRequest(facts, wording)];
    case 'from_stock':
      return [{ text: wording.fromStock }, { text: wording.priceStays }];
    case 'not_delivered':
      return [{ text: wording.notDelivered }, { text: compensation(facts.order, wording) }];
    default:
      return step satisfies never;
  }
}

function tracking({ carrier, trackingNumber }: BuyerFacts, wording: MailWording): Paragraph[] {
  if (carrier === undefined || trackingNumber === undefined) return [];
  return [{ text: wording.tracking({ carrier: oneLine(carrier), number: oneLine(trackingNumber) }) }];
}

function ratingRequest({ forward, ratingUrl }: BuyerFacts, wording: MailWording): Paragraph[] {
  const until = forward.rating_closes_at;
  return until === undefined || ratingUrl === undefined
    ? []
    : [{ text: wording.rate(until), link: ratingUrl }];
}

function compensation({ buyer_refund_due }: Order, wording: MailWording): string {
  return buyer_refund_due === undefined
    ? wording.newUnit
    : wording.moneyBack(wording.money(buyer_refund_due));
}

/** Whether what a sender's message says still holds. What has been overtaken is left unsaid. */
export function holdsForSender(step: SenderStep, { return: source, forward }: SenderFacts): boolean {
  const { status, refund } = source;
  switch (step) {
    case 'offer':
      return status === 'offered';
    case 'listed':
      return status === 'listed';
    case 'label':
    case 'reminder':
      return status === 'matched' && forward?.status === 'label_issued';
    case 'handed_in':
      return status === 'in_forward' && forward?.status !== 'delivered' && forward?.status !== 'rated';
    case 'warehouse':
      return status === 'to_warehouse';
    case 'refund_requested':
      return refund.status === 'requested';
    case 'refund_posted':
      return refund.status === 'posted';
    case 'refund_held':
      return refund.status === 'held';
    case 'refund_denied':
      return refund.status === 'denied';
    case 'lost':
      return status === 'lost';
    default:
      return step satisfies never;
  }
}

/** Whether what a buyer's message says still holds. */
export function holdsForBuyer(
  step: BuyerStep,
  { order, forward, ratingUrl }: BuyerFacts,
  now: Instant,
): boolean {
  const isServedByIt = order.forward_id === forward.id;
  switch (step) {
    case 'shipped':
      return isServedByIt && order.status === 'forward' && isTravelling(forward);
    case 'rating':
      return isServedByIt && ratingUrl !== undefined && mayBeRated(forward, now);
    case 'from_stock':
      return order.status === 'warehouse';
    case 'not_delivered':
      return isServedByIt && isCompensated(order);
    default:
      return step satisfies never;
  }
}

export function mayBeRated({ status, rating_closes_at }: Forward, now: Instant): boolean {
  return (
    status === 'delivered' && rating_closes_at !== undefined && Date.parse(now) < Date.parse(rating_closes_at)
  );
}

function isTravelling({ status }: Forward): boolean {
  return status === 'handed_in' || status === 'in_transit' || status === 'late';
}

function isCompensated({ status, fulfilment, buyer_refund_due }: Order): boolean {
  const isReplaced = fulfilment.reason_code === 'lost' || fulfilment.reason_code === 'undeliverable';
  return buyer_refund_due !== undefined || (status === 'warehouse' && isReplaced);
}

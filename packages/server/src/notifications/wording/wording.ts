import type { Instant } from '@open-return-forwarding/protocol';
import type { StepName } from '../steps.ts';

/** What the messages say beside the explanation of a return, in one language. */
export interface MailWording {
  readonly subjects: Readonly<Record<StepName, string>>;
  greeting(name: string): string;
  /** What the message is about: for a sender the return, for a buyer the order. */
  about(subject: About): string;
  /** Why somebody gets it. */
  because(who: { readonly step: StepName; readonly retailer: string }): string;
  /** Where the choice is made. */
  readonly choose: string;
  readonly labelWhere: string;
  labelCode(code: string): string;
  readonly labelVoid: string;
  readonly shipped: string;
  tracking(parcel: { readonly carrier: string; readonly number: string }): string;
  readonly arrived: string;
  /** Before the link. */
  rate(until: Instant): string;
  readonly fromStock: string;
  readonly priceStays: string;
  readonly notDelivered: string;
  readonly newUnit: string;
  moneyBack(amount: string): string;
  money(money: { readonly amount: number; readonly currency: string }): string;
}

export interface About {
  readonly step: StepName;
  readonly item: string;
  readonly reference: string | undefined;
}

/** 1 March 2027 at 09:00 UTC, as a language writes it. */
export function momentIn(tag: string): (instant: Instant) => string {
  const format = new Intl.DateTimeFormat(tag, { timeZone: 'UTC', dateStyle: 'long', timeStyle: 'short' });
  return (instant) => `${format.format(Date.parse(instant))} UTC`;
}

export function moneyIn(tag: string): MailWording['money'] {
  return ({ amount, currency }) => {
    const format = new Intl.NumberFormat(tag, { style: 'currency', currency });
    return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
  };
}

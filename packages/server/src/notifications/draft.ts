import type { Forward, Locale, Order, Policy, Refund } from '@open-return-forwarding/protocol';
import type { ForwardPersonal, OrderPersonal, ReturnPersonal } from '../casework/personal.ts';
import { currentPolicy } from '../casework/policies.ts';
import type { StoredNotification } from '../notification-ports.ts';
import type { View } from '../ports.ts';
import type { Services } from '../services.ts';
import type { Instant, StoredEvent } from '../stored.ts';
import { type Letter, writeLetter } from './letter.ts';
import { type Languages, languageFor } from './locales.ts';
import type { OutgoingMessage } from './notifier.ts';
import {
  type BuyerStep,
  holdsForBuyer,
  holdsForSender,
  type SenderStep,
  tellBuyer,
  tellSender,
} from './paragraphs.ts';
import { type StepName, steps } from './steps.ts';
import { isPlainAddress, oneLine } from './text.ts';

const STALE_HOURS = 72;

/** Why a message is not sent: nobody to send it to, an address that is none, or it is not so any more. */
export type DropReason = 'no_address' | 'address_refused' | 'overtaken' | 'stale';
export type Draft = { readonly message: OutgoingMessage } | { readonly drop: DropReason };

export interface DraftParts {
  readonly languages: Languages;
  readonly carriers: Services['carriers'];
  readonly now: Instant;
  /** Where this buyer rates. */
  readonly ratingUrl?: string | undefined;
}

/** Writes a message from the records as they stand; the address is opened here and kept nowhere. */
export async function draftOf(
  view: View,
  notification: StoredNotification,
  parts: DraftParts,
): Promise<Draft> {
  const event = await view.events.get(notification.event_id);
  if (event === undefined) return { drop: 'overtaken' };
  if (isStale(event, parts.now)) return { drop: 'stale' };
  const step = notification.step as StepName;
  const { party } = steps[step];
  switch (party) {
    case 'sender':
      return draftForSender(view, { notification, event, step: step as SenderStep }, parts);
    case 'buyer':
      return draftForBuyer(view, { notification, event, step: step as BuyerStep }, parts);
    default:
      return party satisfies never;
  }
}

/** After a long time without mail, nobody wants to read what was once news. */
function isStale({ recorded_at }: StoredEvent, now: Instant): boolean {
  return Date.parse(now) >= Date.parse(recorded_at) + STALE_HOURS * 3_600_000;
}

interface Wanted<Step> {
  readonly notification: StoredNotification;
  readonly event: StoredEvent;
  readonly step: Step;
}

async function draftForSender(view: View, wanted: Wanted<SenderStep>, parts: DraftParts): Promise<Draft> {
  const { event, step } = wanted;
  const source = (await view.returns.get(returnIn(event)))?.doc;
  if (source === undefined) return { drop: 'overtaken' };
  const forward = await latest(view.forwards, source.forward_id);
  if (event.subject.kind === 'forward' && event.subject.id !== forward?.id) return { drop: 'overtaken' };
  const policy = await currentPolicy(view, parts.now);
  const personal = forward === undefined ? undefined : await view.vault.get<ForwardPersonal>(forward.id);
  const facts = {
    return: source,
    listing: await latest(view.listings, source.listing_id),
    forward,
    policy,
    dropOffCode: personal?.drop_off_code,
  };
  if (!holdsForSender(step, facts)) return { drop: 'overtaken' };
  const addressee = (await view.vault.get<ReturnPersonal>(source.id))?.ship_from;
  return addressed(addressee, wanted, {
    policy,
    languages: parts.languages,
    item: source.product.title ?? source.product.sku,
    reference: source.external_id,
    tell: (locale) => tellSender(step, facts, locale),
  });
}

async function draftForBuyer(view: View, wanted: Wanted<BuyerStep>, parts: DraftParts): Promise<Draft> {
  const { event, step } = wanted;
  const forward = await latest(view.forwards, forwardIn(event));
  const order = await latest(view.orders, forward?.order_id);
  if (forward === undefined || order === undefined) return { drop: 'overtaken' };
  const personal = await view.vault.get<ForwardPersonal>(forward.id);
  const carrier = forward.label?.carrier;
  const facts = {
    order,
    forward,
    carrier: carrier && (parts.carriers.get(carrier)?.profile.name ?? carrier),
    trackingNumber: personal?.tracking_number,
    ratingUrl: parts.ratingUrl,
  };
  if (!holdsForBuyer(step, facts, parts.now)) return { drop: 'overtaken' };
  const listing = await latest(view.listings, forward.listing_id);
  const addressee = (await view.vault.get<OrderPersonal>(order.id))?.ship_to;
  return addressed(addressee, wanted, {
    policy: await currentPolicy(view, parts.now),
    languages: parts.languages,
    item: listing?.title ?? order.sku,
    reference: order.external_id,
    tell: (locale) => tellBuyer(step, facts, locale),
  });
}

interface Content {
  readonly policy: Pick<Policy, 'shipping'>;
  readonly languages: Languages;
  readonly item: string;
  readonly reference: string | undefined;
  readonly tell: (locale: Locale) => Letter['paragraphs'];
}

function addressed(
  addressee: ReturnPersonal['ship_from'] | undefined,
  { notification, step }: Wanted<StepName>,
  { policy, languages, item, reference, tell }: Content,
): Draft {
  if (addressee?.email === undefined) return { drop: 'no_address' };
  if (!isPlainAddress(addressee.email)) return { drop: 'address_refused' };
  const locale = languageFor(languages, addressee.country);
  const { name } = addressee;
  const retailer = policy.shipping.return_address.name;
  const letter = { step, locale, retailer, name, item, reference, paragraphs: tell(locale) };
  return {
    message: {
      id: notification.id,
      to: { name: oneLine(name), address: addressee.email },
      language: locale,
      ...writeLetter(letter),
    },
  };
}

function returnIn({ subject, data }: StoredEvent): string {
  return subject.kind === 'return' ? subject.id : (data as Forward | Refund).return_id;
}

/** The forward that an event of a forward, or of an order that was served by one, is about. */
export function forwardIn({ subject, data }: StoredEvent): string | undefined {
  return subject.kind === 'forward' ? subject.id : (data as Order).forward_id;
}

async function latest<D>(
  records: { get(id: string): Promise<{ readonly doc: D } | undefined> },
  id: string | undefined,
): Promise<D | undefined> {
  return id === undefined ? undefined : (await records.get(id))?.doc;
}

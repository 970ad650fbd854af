import { isObject, type JsonObject } from '../contract/documents.ts';
import type { Trial } from '../run/trial.ts';
import { BUYER, SENDER, SENDERS_WORDS } from './marks.ts';

/** Any part of a message: objects are merged, an empty one empties, everything else is replaced; undefined takes a member away. */
export type Change = { readonly [member: string]: unknown };

/** A message with changes. */
export function changed(message: JsonObject, change: Change): JsonObject {
  const result: JsonObject = { ...message };
  for (const [name, value] of Object.entries(change)) {
    const held = result[name];
    if (value === undefined) delete result[name];
    else if (isObject(value) && isObject(held) && Object.keys(value).length > 0)
      result[name] = changed(held, value);
    else result[name] = value as JsonObject;
  }
  return result;
}

/** What the stage's clock shows after a fresh start. */
export const START = '2027-03-01T09:00:00Z';

const HOUR = 3_600_000;

/** An instant some hours after another, or before. */
export function hoursAfter(instant: string, hours: number): string {
  return secondsAfter(instant, hours * (HOUR / 1000));
}

export function secondsAfter(instant: string, seconds: number): string {
  return new Date(Date.parse(instant) + seconds * 1000).toISOString().replace('.000Z', 'Z');
}

/** A return that every default criterion accepts: a dress that is too small, bought for 45.00 and delivered three days ago. */
export function eligibleReturn(trial: Trial, change: Change = {}): JsonObject {
  const order = trial.unique('order');
  return changed(
    {
      external_id: trial.unique('return'),
      order_line: {
        order_ref: order,
        line_ref: '1',
        unit_price: { amount: 4500, currency: 'EUR', tax_amount: 781, tax_country: 'NL' },
        purchased_at: hoursAfter(START, -120),
        delivered_at: hoursAfter(START, -72),
      },
      product: { sku: 'DRESS-1', category: 'dresses', title: 'Dress', weight_grams: 400 },
      reason: { code: 'size_too_small', note: SENDERS_WORDS.note },
      condition: {
        grade: 'like_new',
        checklist: { unworn: true, complete: true, tags_attached: true, clean: true, undamaged: true },
      },
      consumer: { ref: trial.unique('sender'), flags: [SENDERS_WORDS.flag] },
      ship_from: { ...SENDER, country: 'NL' },
      withdrawal: { notified_at: START, basis: 'voluntary' },
      resolution: { type: 'refund', value: { amount: 4500, currency: 'EUR' } },
    },
    change,
  );
}

/** An order of one dress that accepts a forwarded item. */
export function acceptingOrder(trial: Trial, change: Change = {}): JsonObject {
  return changed(
    {
      external_id: trial.unique('order'),
      sku: 'DRESS-1',
      buyer_ref: trial.unique('buyer'),
      accepts: ['like_new', 'open_box'],
      full_price: { amount: 4500, currency: 'EUR', tax_amount: 781, tax_country: 'NL' },
      offered_price: { amount: 4275, currency: 'EUR', tax_amount: 742, tax_country: 'NL' },
      ship_to: { ...BUYER, country: 'NL' },
    },
    change,
  );
}

/** A question whether the dress could be forwarded: nothing comes of asking, so it can be asked in any way. */
export function question(change: Change = {}): JsonObject {
  return changed(
    {
      product: { sku: 'DRESS-1', category: 'dresses', title: 'Dress', weight_grams: 400 },
      unit_price: { amount: 4500, currency: 'EUR', tax_amount: 781, tax_country: 'NL' },
      reason_code: 'size_too_small',
      condition: {
        grade: 'like_new',
        checklist: { unworn: true, complete: true, tags_attached: true, clean: true, undamaged: true },
      },
      ship_from_country: 'NL',
    },
    change,
  );
}

import type { CalibrationArticle } from '../market/calibration.ts';

/** An article of the field study: a Dutch fashion retailer, 2017 to 2019, seasons of two months. Shares from 0 to 1. */
export interface FieldArticle {
  readonly sku: string;
  /** Euros. */
  readonly price: number;
  /** Returns in a season. */
  readonly returns: number;
  /** The study's regression: a listing has a buyer of its own with this chance, who comes at this rate. */
  readonly article: CalibrationArticle;
  /** Listings matched in windows of 1 to 6 days. */
  readonly matched: readonly number[];
  /** Returns forwarded in a window of 3 days, by the days that a sender has to hand in. */
  readonly forwarded: { readonly 7: number; readonly 3: number };
}

/** Shares of senders that had handed in by day 1 to 9 after a match. */
export const fieldHandIn: readonly number[] = [0.172, 0.365, 0.532, 0.659, 0.75, 0.8, 0.833, 0.844, 0.858];

/** Days of a season. */
export const fieldDays = 61;

/** From per cent. */
const shares = (...perCent: number[]) => perCent.map((each) => each / 100);

export const fieldArticles: readonly FieldArticle[] = [
  {
    ...{ sku: 'A', price: 34.99, returns: 26.9, article: { buyer_share: 0.67, per_day: 0.74 } },
    matched: shares(36, 51.3, 58.9, 63.5, 65.7, 66.7),
    forwarded: { 7: 0.49, 3: 0.311 },
  },
  {
    ...{ sku: 'B', price: 29.99, returns: 99.7, article: { buyer_share: 0.705, per_day: 2.2 } },
    matched: shares(62.7, 69.4, 70.4, 70.3, 70.6, 70.7),
    forwarded: { 7: 0.586, 3: 0.376 },
  },
  {
    ...{ sku: 'C', price: 19.99, returns: 63.3, article: { buyer_share: 0.71, per_day: 2.76 } },
    matched: shares(66.5, 70.8, 71.3, 71.1, 71.1, 70.9),
    forwarded: { 7: 0.595, 3: 0.378 },
  },
  {
    ...{ sku: 'D', price: 49.99, returns: 14.3, article: { buyer_share: 0.45, per_day: 0.3 } },
    matched: shares(12, 20.1, 26.8, 31.4, 35.2, 38),
    forwarded: { 7: 0.227, 3: 0.139 },
  },
];

import type { FaultCode } from './fault.ts';

/** One row of the file as one unit; the file's quantity is kept for the report only. */
export interface FileLine {
  /** Line of the file, counted from 1. */
  line: number;
  /** UTC instant. */
  time: string;
  /** Unique among the rows of its kind, however often an article repeats within an order. */
  external_id: string;
  order_ref: string;
  line_ref: string;
  sku: string;
  title: string;
  category: string;
  /** Above 0. */
  quantity: number;
  /** Gross price of one unit, minor units. */
  unit_price: { amount: number; currency: string };
  consumer_ref: string;
  address: { name: string; street: string; postal_code: string; city: string; country: string };
}

export interface SaleLine extends FileLine {
  kind: 'sale';
  /** Words for the grades that the buyer accepts, where the mapping names a column for them. */
  accepts?: string[];
}

export interface ReturnLine extends FileLine {
  kind: 'return';
  reason: string;
  grade: string;
  checks: string[];
  purchased_at: string;
}

/** A row that takes no part: the mapping leaves it out, or it is no sale and no return. */
export interface SkippedRow {
  kind: 'skipped';
  line: number;
  code: FaultCode;
}

/** A row that cannot be read, and why. */
export interface FaultyRow {
  kind: 'faulty';
  line: number;
  code: FaultCode;
  reason: string;
}

/** What a row is. */
export type ReadRow = SaleLine | ReturnLine | SkippedRow | FaultyRow;

/** What the rows of a file are; `mixed` files need the mapping's `return_when`. */
export type FileKind = 'mixed' | 'sales' | 'returns';

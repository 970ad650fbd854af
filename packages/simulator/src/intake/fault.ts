/** Everything that can be found in a file, and what is done about it. */
export const findingTexts = {
  quote_unclosed: 'A quote is opened and never closed; the line is left out.',
  row_width:
    'The row has more or fewer fields than the header; it is left out. Often a delimiter within a text.',
  cell_empty: 'A cell that is needed is empty; the row is left out.',
  time_unreadable:
    'The time is not written as expected; the row is left out. Several formats can be named, tried in their order.',
  price_absent: 'The price is missing or 0; the row is left out, since nothing can be weighed without it.',
  price_unreadable: 'The price is no such amount; the row is left out. Look at the decimal sign.',
  price_negative: 'The price is below 0; the row is left out.',
  quantity_unreadable: 'The quantity is no whole number; the row is left out.',
  quantity_not_positive: 'The quantity is 0 or below in a row that is no return: a correction; left out.',
  country_unknown: 'The country is missing or in unknown words; the row is left out.',
  currency_other: 'The amount is in another currency than the rest of the file; the row is left out.',
  grade_unknown: 'The condition is in unknown words; the row is taken for an item that may not be forwarded.',
  reason_unknown: 'The reason is in unknown words; the return counts with the reason `unknown`.',
  not_an_article: 'Postage, fees, discounts and their like; left out as the layout says.',
  order_cancelled: 'The order was cancelled; neither an order that could take an item nor a return.',
  refund_not_attributable:
    'Money was refunded that fits no whole line of the order; no return is made of it, the lines count as orders.',
  duplicate_row:
    'The row is the same as an earlier one, letter by letter; both count, since an order may hold an article twice.',
  return_without_order: 'No row of an order with this number and article; the return counts all the same.',
  not_utf8: 'The file is not UTF-8 from here on; the rest is read as Windows-1252.',
  byte_order_mark: 'The file begins with a byte order mark; it is passed over.',
} as const;

export type FaultCode = keyof typeof findingTexts;

/** A row that cannot be read; the message says why, for that row. */
export class RowFault extends RangeError {
  override readonly name = 'RowFault';
  readonly code: FaultCode;

  constructor(code: FaultCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** Runs a reader of a cell; what it throws as a RangeError is a fault of that kind. */
export function orFault<T>(code: FaultCode, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RangeError) || error instanceof RowFault) throw error;
    throw new RowFault(code, error.message);
  }
}

/** How often something was found in a file, and where first. */
export interface Finding {
  file: string;
  code: FaultCode;
  count: number;
  /** The first five. */
  lines: number[];
  /** What was said of the first one. */
  example: string;
  text: string;
}

const LINES_KEPT = 5;

/** Counts what is found; of each kind the first lines are kept. */
export class Findings {
  private readonly found = new Map<string, Finding>();

  add(file: string, { code, line, reason }: { code: FaultCode; line: number; reason?: string }): void {
    const key = `${file} ${code}`;
    const known = this.found.get(key);
    if (known === undefined) {
      const text = findingTexts[code];
      this.found.set(key, { file, code, count: 1, lines: [line], example: reason ?? '', text });
      return;
    }
    known.count += 1;
    if (known.lines.length < LINES_KEPT) known.lines.push(line);
  }

  /** By file and kind, as they were first found. */
  list(): Finding[] {
    return [...this.found.values()];
  }
}

export interface NumberFormat {
  /** Decimal sign of the file. */
  decimal: ',' | '.';
}

/**
 * The minor units that a decimal text stands for, such as `2,55` → 255 in EUR. The sign is kept. Throws `RangeError`
 * on anything that is no such number, and on more decimals than the currency has: money is never rounded here.
 */
export function minorUnits(text: string, currency: string, format: NumberFormat): number {
  const { whole, fraction, sign } = parts(text, format);
  const digits = fractionDigits(currency);
  const kept = fraction.replace(/0+$/, '');
  if (kept.length > digits) throw new RangeError(`"${text}" has more than ${digits} decimals.`);
  return safe(`${sign}${whole}${kept.padEnd(digits, '0')}`, text);
}

/** A whole number, such as a quantity; `-12` and `12,0` are. Throws `RangeError` on anything else. */
export function wholeNumber(text: string, format: NumberFormat): number {
  const { whole, fraction, sign } = parts(text, format);
  if (/[1-9]/.test(fraction)) throw new RangeError(`"${text}" is no whole number.`);
  return safe(`${sign}${whole}`, text);
}

function parts(text: string, format: NumberFormat): { sign: string; whole: string; fraction: string } {
  const [head = '', fraction = '', ...more] = text.trim().split(format.decimal);
  const number = /^(?<sign>-?)(?<whole>\d+)$/.exec(head)?.groups;
  if (number === undefined || more.length > 0 || !/^\d*$/.test(fraction)) {
    throw new RangeError(`"${text}" is no number with "${format.decimal}" as its decimal sign.`);
  }
  return { sign: number.sign ?? '', whole: number.whole ?? '', fraction };
}

function safe(digits: string, text: string): number {
  const value = Number(digits);
  if (!Number.isSafeInteger(value)) throw new RangeError(`"${text}" is too large.`);
  return value === 0 ? 0 : value;
}

const known = new Map<string, number>();

/** Decimals of a currency: 2 for EUR, 0 for JPY. Throws `RangeError` on what is no currency code. */
function fractionDigits(currency: string): number {
  const before = known.get(currency);
  if (before !== undefined) return before;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  known.set(currency, digits);
  return digits;
}

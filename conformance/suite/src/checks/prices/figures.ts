import { at, isObject, type JsonObject } from '../../contract/documents.ts';

/** A quotient rounded to the nearest whole number, a tie to the even one. */
export function halfEven(numerator: bigint, denominator: bigint): bigint {
  const down = floored(numerator, denominator);
  const twice = 2n * (numerator - down * denominator);
  if (twice === denominator) return down % 2n === 0n ? down : down + 1n;
  return twice > denominator ? down + 1n : down;
}

/** A quotient rounded down, for negative numbers too; the denominator is positive. */
export function floored(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  return numerator % denominator < 0n ? quotient - 1n : quotient;
}

/** The net of a gross price: by its own tax, else by the rate of its country, else by that of `country`. */
export function netOf(price: JsonObject, policy: JsonObject, country: string): bigint {
  const gross = BigInt(Number(price.amount));
  if (typeof price.tax_amount === 'number') return gross - BigInt(price.tax_amount);
  return net(gross, rateOf(policy, String(price.tax_country ?? country)));
}

/** Rate of a country in basis points. */
export function rateOf(policy: JsonObject, country: string): bigint {
  return BigInt(Number(at(policy, `/tax/rate_bp_by_country/${country}`) ?? 0));
}

export function net(gross: bigint, rate: bigint): bigint {
  return gross - halfEven(gross * rate, 10_000n + rate);
}

/** The least and the greatest discount that the policy allows on a price; undefined outside every bracket. */
export function boundsOf(
  discount: JsonObject,
  amount: bigint,
): { lowest: bigint; highest: bigint } | undefined {
  const brackets = Array.isArray(discount.brackets) ? discount.brackets.filter(isObject) : [];
  const bracket = brackets.find(
    ({ from, to }) => BigInt(Number(from)) <= amount && (to === undefined || amount < BigInt(Number(to))),
  );
  if (bracket === undefined) return undefined;
  const scaled = (bound: unknown) => {
    const value = BigInt(Number(at(bound, '/value')));
    return at(bound, '/kind') === 'absolute' ? value * 10_000n : amount * value;
  };
  const highest = least(amount, floored(scaled(bracket.maximum), 10_000n));
  return { highest, lowest: least(highest, -floored(-scaled(bracket.minimum), 10_000n)) };
}

export function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

/**
 * Divides two whole numbers exactly and rounds to the nearest whole number, a tie to the even neighbour.
 * `divisor` must be positive. The quotient must be a safe integer.
 */
export function divideHalfEven(dividend: bigint, divisor: bigint): number {
  const floor = dividend / divisor - (dividend % divisor < 0n ? 1n : 0n);
  const doubledRest = (dividend - floor * divisor) * 2n;
  const up = doubledRest > divisor || (doubledRest === divisor && floor % 2n !== 0n);
  return Number(up ? floor + 1n : floor);
}

/** Rounds a real number to the nearest whole number, a tie to the even neighbour. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  const up = rest > 0.5 || (rest === 0.5 && floor % 2 !== 0);
  return up ? floor + 1 : floor;
}

/**
 * `amount * parts / whole` of whole numbers, rounded half to even; `whole` must be positive. A product that a double holds
 * exactly is divided as such, which is much quicker.
 */
export function proportionOf(amount: number, parts: number, whole: number): number {
  const dividend = amount * parts;
  if (!Number.isSafeInteger(dividend)) return divideHalfEven(BigInt(amount) * BigInt(parts), BigInt(whole));
  const rest = ((dividend % whole) + whole) % whole;
  const floor = (dividend - rest) / whole;
  const up = rest * 2 > whole || (rest * 2 === whole && floor % 2 !== 0);
  return (up ? floor + 1 : floor) + 0;
}

/** `amount` minor units times `share_bp` basis points, rounded half to even. */
export function shareOf(amount: number, shareBp: number): number {
  return proportionOf(amount, shareBp, 10_000);
}

import type { DiscountBound, DiscountBracket } from '@open-return-forwarding/protocol';
import { boundTimes10000 } from './bracket.ts';

/** What is wrong with a list of brackets. */
export type BracketConflictCode =
  | 'bracket_start_missing'
  | 'bracket_end_missing'
  | 'bracket_empty'
  | 'bracket_gap'
  | 'bracket_overlap'
  | 'bracket_share_above_whole'
  | 'bracket_minimum_above_maximum';

/** One conflict, as a problem's `errors[]` has it; `pointer` is a JSON pointer into the policy. */
export interface BracketConflict {
  readonly pointer: string;
  readonly code: BracketConflictCode;
  readonly detail: string;
}

/** Finds gaps, overlaps, open ends and minima above maxima. An empty answer means that every price has one discount. */
export function validateBrackets(brackets: readonly DiscountBracket[]): BracketConflict[] {
  return brackets.flatMap((bracket, index) => [
    ...startConflicts(brackets, index),
    ...endConflicts(bracket, { index, isLast: index === brackets.length - 1 }),
    ...shareConflicts(bracket, index),
    ...boundConflicts(bracket, index),
  ]);
}

function startConflicts(brackets: readonly DiscountBracket[], index: number): BracketConflict[] {
  const from = brackets[index]?.from ?? 0;
  const previousTo = brackets[index - 1]?.to;
  const conflict = (code: BracketConflictCode, detail: string) => [
    { pointer: at(index, 'from'), code, detail },
  ];
  if (index === 0)
    return from === 0 ? [] : conflict('bracket_start_missing', `Prices below ${from} have no bracket.`);
  if (previousTo === undefined) return conflict('bracket_overlap', 'The bracket before has no end.');
  if (from > previousTo)
    return conflict('bracket_gap', `Prices from ${previousTo} to ${from} have no bracket.`);
  if (from < previousTo)
    return conflict('bracket_overlap', `Prices from ${from} to ${previousTo} have two brackets.`);
  return [];
}

function endConflicts(
  bracket: DiscountBracket,
  place: { index: number; isLast: boolean },
): BracketConflict[] {
  if (bracket.to === undefined) return [];
  const pointer = at(place.index, 'to');
  const conflicts: BracketConflict[] = [];
  if (bracket.to <= bracket.from) {
    conflicts.push({
      pointer,
      code: 'bracket_empty',
      detail: `No price is in [${bracket.from}, ${bracket.to}).`,
    });
  }
  if (place.isLast) {
    const detail = `Prices from ${bracket.to} on have no bracket; the last one has no end.`;
    conflicts.push({ pointer, code: 'bracket_end_missing', detail });
  }
  return conflicts;
}

function shareConflicts(bracket: DiscountBracket, index: number): BracketConflict[] {
  return (['minimum', 'maximum'] as const)
    .filter((end) => bracket[end].kind === 'share_bp' && bracket[end].value > 10_000)
    .map((end) => ({
      pointer: at(index, `${end}/value`),
      code: 'bracket_share_above_whole' as const,
      detail: `A share of ${bracket[end].value} basis points is more than the price.`,
    }));
}

/**
 * A minimum may pass the maximum at some prices of a bracket (5 % to 15.00 does above 300.00; the maximum then holds).
 * It conflicts where it does so at every price above 0. Both bounds are linear, so the bracket's two ends tell.
 */
function boundConflicts(bracket: DiscountBracket, index: number): BracketConflict[] {
  const exceedsAtStart = exceeds(bracket, Math.max(1, bracket.from));
  const exceedsAtEnd =
    bracket.to === undefined ? exceedsInTheLimit(bracket) : exceeds(bracket, Math.max(1, bracket.to - 1));
  if (!exceedsAtStart || !exceedsAtEnd) return [];
  const detail = 'The minimum is above the maximum at every price of the bracket.';
  return [{ pointer: at(index, 'minimum'), code: 'bracket_minimum_above_maximum', detail }];
}

function exceeds({ minimum, maximum }: DiscountBracket, price: number): boolean {
  return boundTimes10000(minimum, price) > boundTimes10000(maximum, price);
}

/** Whether the minimum is above the maximum for prices without end, where the steeper bound wins. */
function exceedsInTheLimit(bracket: DiscountBracket): boolean {
  const slopes = { minimum: slope(bracket.minimum), maximum: slope(bracket.maximum) };
  return slopes.minimum === slopes.maximum
    ? exceeds(bracket, Math.max(1, bracket.from))
    : slopes.minimum > slopes.maximum;
}

function slope(bound: DiscountBound): number {
  return bound.kind === 'share_bp' ? bound.value : 0;
}

function at(index: number, member: string): string {
  return `/discount/brackets/${index}/${member}`;
}

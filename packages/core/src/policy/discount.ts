import type { DiscountBracket, PolicyFinding, PolicySettings } from '@open-return-forwarding/protocol';
import { type BracketConflict, validateBrackets } from '../pricing/bracket-conflicts.ts';
import { anError, aWarning, type PolicyRule, type Said } from './finding.ts';

/** Every price has exactly one discount, and no article is given away. */
export const discountRules: readonly PolicyRule[] = [
  { reads: ['/discount/brackets', '/currency'], find: findBracketConflicts },
  { reads: ['/discount/brackets', '/currency'], find: findGiveaways },
];

function findBracketConflicts({ discount, currency }: PolicySettings): PolicyFinding[] {
  return validateBrackets(discount.brackets).map((conflict) => {
    const index = Number(/\d+/.exec(conflict.pointer)?.[0]);
    const bracket = discount.brackets[index];
    const before = discount.brackets[index - 1];
    const words = bracket === undefined ? undefined : wordsFor(conflict, { bracket, before, currency });
    return anError(conflict.code, {
      pointer: conflict.pointer,
      detail: words?.detail ?? conflict.detail,
      suggestion: words?.suggestion ?? 'Correct the bracket.',
    });
  });
}

interface Place {
  readonly bracket: DiscountBracket;
  readonly before: DiscountBracket | undefined;
  readonly currency: string;
}

function wordsFor({ code }: BracketConflict, place: Place): Pick<Said, 'detail' | 'suggestion'> {
  const { bracket, before, currency } = place;
  const price = (minor: number) => money(minor, currency);
  const { from, to = from } = bracket;
  const end = before?.to;
  switch (code) {
    case 'bracket_start_missing':
      return {
        detail: `Prices below ${price(from)} have no discount.`,
        suggestion: 'Write 0: the first bracket begins there.',
      };
    case 'bracket_gap':
      return {
        detail: `Prices from ${price(end ?? 0)} to below ${price(from)} have no discount.`,
        suggestion: `Write ${end ?? 0}, where the bracket before ends.`,
      };
    case 'bracket_overlap':
      return overlap(place);
    case 'bracket_empty':
      return {
        detail: `No price is from ${price(from)} to below ${price(to)}.`,
        suggestion: `Write more than ${from}.`,
      };
    case 'bracket_end_missing':
      return {
        detail: `Prices from ${price(to)} on have no discount.`,
        suggestion: 'Leave `to` out of the last bracket.',
      };
    case 'bracket_share_above_whole':
      return {
        detail: 'The share is more than the whole price.',
        suggestion: 'Shares are basis points: 500 is 5 %, and 10000 the whole price.',
      };
    case 'bracket_minimum_above_maximum':
      return {
        detail: 'The minimum is above the maximum at every price of the bracket.',
        suggestion: 'Lower the minimum, or swap the two.',
      };
    default:
      return code satisfies never;
  }
}

function overlap({ bracket: { from }, before, currency }: Place): Pick<Said, 'detail' | 'suggestion'> {
  const end = before?.to;
  return end === undefined
    ? {
        detail: `Prices from ${money(from, currency)} on are in two brackets: the one before has no end.`,
        suggestion: `Give the bracket before a \`to\` of ${from}.`,
      }
    : {
        detail: `Prices from ${money(from, currency)} to below ${money(end, currency)} are in two brackets.`,
        suggestion: `Write ${end}, where the bracket before ends.`,
      };
}

/** A fixed minimum takes the whole price of what costs less. */
function findGiveaways({ discount, currency }: PolicySettings): PolicyFinding[] {
  return discount.brackets.flatMap(({ from, minimum, maximum }, index) => {
    const least = Math.min(minimum.value, maximum.kind === 'absolute' ? maximum.value : minimum.value);
    if (minimum.kind !== 'absolute' || least <= from) return [];
    return [
      aWarning('discount_above_price', {
        pointer: `/discount/brackets/${index}/minimum`,
        detail: `An article below ${money(least, currency)} would be given away.`,
        suggestion: `Write a share, or begin the bracket above ${least}.`,
      }),
    ];
  });
}

function money(minor: number, currency: string): string {
  const format = new Intl.NumberFormat('en-GB', { style: 'currency', currency });
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

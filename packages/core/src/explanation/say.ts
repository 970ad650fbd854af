import type { Instant, Money } from '@open-return-forwarding/protocol';
import type { Noun, Terms } from './wording/terms.ts';

/** How one language writes figures, dates and the names of the contract's values. Dates and times are in UTC. */
export interface Say {
  readonly terms: Terms;
  /** 1 March 2027 */
  date(day: Instant): string;
  /** 1 March 2027 at 09:00 UTC */
  moment(instant: Instant): string;
  money(money: Money): string;
  /** A figure that need not be whole, to three digits at most. */
  number(figure: number): string;
  /** A share in basis points, as a percentage. */
  percent(basisPoints: number): string;
  /** Names separated by a space, each in its own words, as a list. */
  names(spaced: string, words: Readonly<Record<string, string>>): string;
  /** A count with its noun, in the right number. */
  count(count: number, noun: Noun): string;
}

/** `tag` is a BCP 47 language tag. */
export function sayIn(tag: string, terms: Terms): Say {
  const day = new Intl.DateTimeFormat(tag, { timeZone: 'UTC', dateStyle: 'long' });
  const minute = new Intl.DateTimeFormat(tag, { timeZone: 'UTC', dateStyle: 'long', timeStyle: 'short' });
  const share = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 2 });
  const figure = new Intl.NumberFormat(tag, { maximumSignificantDigits: 3 });
  const list = new Intl.ListFormat(tag, { type: 'conjunction' });
  return {
    terms,
    date: (instant) => day.format(Date.parse(instant)),
    moment: (instant) => `${minute.format(Date.parse(instant))} UTC`,
    money: ({ amount, currency }) => {
      const format = new Intl.NumberFormat(tag, { style: 'currency', currency });
      return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
    },
    number: (value) => figure.format(value),
    percent: (basisPoints) => share.format(basisPoints / 10_000),
    names: (spaced, words) => list.format(spaced.split(' ').map((name) => words[name] ?? name)),
    count: (count, noun) => `${count} ${count === 1 ? noun.one : noun.other}`,
  };
}

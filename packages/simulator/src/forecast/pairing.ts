import type { Season } from './season.ts';

/** What the files alone allow, whatever a pair is worth: one unit of each row, every order open to every return. */
export interface FilePairing {
  readonly window_days: number;
  readonly returns: number;
  /** Returns for which an order of the same article came within the window. */
  readonly lines_with_an_order: number;
  /** The most of them that can be matched, one to one. */
  readonly one_to_one_matches: number;
  /** Windows that are not over when the files end. */
  readonly windows_beyond_file: number;
}

const DAY_MS = 86_400_000;

/** Counts pairs by the files alone. Windows of one article are equally long, so first come, first served is a largest matching. */
export function filePairing(season: Season, windowDays: (category: string) => number): FilePairing {
  const { begins, columns, categories } = season;
  let [withOrder, pairs, beyond] = [0, 0, 0];
  for (let article = 0; article + 1 < begins.length; article += 1) {
    const window = windowDays(categories[article] ?? '') * DAY_MS;
    const from = begins[article] ?? 0;
    const to = begins[article + 1] ?? 0;
    const waiting: number[] = [];
    let lastOrder = Number.NEGATIVE_INFINITY;
    for (let i = to - 1; i >= from; i -= 1) {
      const at = columns.at[i] ?? 0;
      if (columns.isReturn[i] !== 1) lastOrder = at;
      else if (lastOrder !== Number.NEGATIVE_INFINITY && lastOrder < at + window) withOrder += 1;
      if (columns.isReturn[i] === 1 && at + window > season.last) beyond += 1;
    }
    for (let i = from; i < to; i += 1) {
      const at = columns.at[i] ?? 0;
      if (columns.isReturn[i] === 1) {
        waiting.push(at + window);
        continue;
      }
      while (waiting.length > 0 && (waiting[0] ?? 0) <= at) waiting.shift();
      if (waiting.shift() !== undefined) pairs += 1;
    }
  }
  return {
    window_days: windowDays(''),
    returns: season.returns,
    lines_with_an_order: withOrder,
    one_to_one_matches: pairs,
    windows_beyond_file: beyond,
  };
}

import type { Season } from './season.ts';

/** Some articles, and how many of all returns they have. */
export interface ArticleSample {
  readonly articles: readonly number[];
  readonly returns: number;
  /** Whether nothing was left out. */
  readonly isAll: boolean;
}

/**
 * Every so many-th article in the order of their size, so that they have about so many events and large and small ones are
 * there as in the whole. All articles where they have no more.
 */
export function sampleArticles({ begins, columns, returns }: Season, mostEvents: number): ArticleSample {
  const count = begins.length - 1;
  const events = begins[count] ?? 0;
  const all = Array.from({ length: count }, (_, i) => i);
  if (events <= mostEvents) return { articles: all, returns, isAll: true };
  const size = (i: number) => (begins[i + 1] ?? 0) - (begins[i] ?? 0);
  const bySize = all.toSorted((a, b) => size(b) - size(a) || a - b);
  const step = Math.min(count, Math.ceil(events / mostEvents));
  const articles = bySize.filter((_, at) => at % step === step >> 1).sort((a, b) => a - b);
  const returned = (i: number) =>
    columns.isReturn.subarray(begins[i], begins[i + 1]).reduce((sum, each) => sum + each, 0);
  return { articles, returns: articles.reduce((sum, i) => sum + returned(i), 0), isAll: false };
}

/** All articles in pieces of about so many events. */
export function articlePieces(season: Season, events: number): number[][] {
  const pieces: number[][] = [];
  let piece: number[] = [];
  let size = 0;
  for (let i = 0; i + 1 < season.begins.length; i += 1) {
    piece.push(i);
    size += (season.begins[i + 1] ?? 0) - (season.begins[i] ?? 0);
    if (size < events) continue;
    pieces.push(piece);
    piece = [];
    size = 0;
  }
  if (piece.length > 0) pieces.push(piece);
  return pieces;
}

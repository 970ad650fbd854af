import { drawsFor } from './draws.ts';
import type { Season } from './season.ts';

/** Some articles, and how many of all returns they have. */
export interface ArticleSample {
  readonly articles: readonly number[];
  readonly returns: number;
  /** Whether nothing was left out. */
  readonly isAll: boolean;
}

/** Articles in the order of a lottery until they have so many events; the same ones every time. Always at least one. */
export function sampleArticles(season: Season, mostEvents: number): ArticleSample {
  const { begins, columns } = season;
  const count = begins.length - 1;
  if ((begins[count] ?? 0) <= mostEvents) {
    return { articles: Array.from({ length: count }, (_, i) => i), returns: season.returns, isAll: true };
  }
  const draw = drawsFor(1, 'adoption');
  const lots = Array.from({ length: count }, (_, i) => ({ i, lot: draw(i) }));
  lots.sort((a, b) => a.lot - b.lot || a.i - b.i);
  const articles: number[] = [];
  let [events, returns] = [0, 0];
  for (const { i } of lots) {
    if (events >= mostEvents) break;
    const [from, to] = [begins[i] ?? 0, begins[i + 1] ?? 0];
    articles.push(i);
    events += to - from;
    returns += columns.isReturn.subarray(from, to).reduce((sum, each) => sum + each, 0);
  }
  return { articles: articles.sort((a, b) => a - b), returns, isAll: false };
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

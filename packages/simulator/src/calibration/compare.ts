import { drawAftermath } from '../market/aftermath.ts';
import { calibrate } from '../market/calibration.ts';
import { arrivals } from '../market/draws.ts';
import { type RandomSource, randomSource } from '../market/random.ts';
import { type FieldArticle, fieldArticles, fieldDays, fieldHandIn } from './field.ts';

/** One share of the field table, as measured there and as simulated here. */
export interface CalibrationLine {
  readonly sku: string;
  readonly what: 'matched' | 'forwarded';
  readonly window_days: number;
  readonly ship_by_days: number;
  readonly field: number;
  readonly simulated: number;
  /** Of a match-share: nothing. Of a forwarded share: what a queue would do, where listings compete for the orders of the article. */
  readonly queue?: number;
}

/** The whole table, and the largest distance in it. */
export interface Calibration {
  readonly lines: readonly CalibrationLine[];
  readonly worst: number;
  /** Up to here a distance is taken for luck. */
  readonly permitted: number;
}

const behaviour = { handed_in_by_day: fieldHandIn, acceptable: 1 };
const noFigures = { advantage: 0, discount: 0, bad_rating_loss: 0, missed_hand_in_loss: 0 };
const LISTINGS = 40_000;
const SEASONS = 200;

/** Simulates every share of the field table: a buyer of its own for each listing, or none, as the study's regression has it. */
export function calibration(seed: number | string): Calibration {
  const lines = fieldArticles.flatMap((field) => [
    ...field.matched.map((share, i) => matchLine(field, { share, window_days: i + 1, seed })),
    ...([7, 3] as const).map((limit) => forwardLine(field, limit, seed)),
  ]);
  const worst = Math.max(...lines.map(({ field, simulated }) => Math.abs(field - simulated)));
  return { lines, worst, permitted: 0.015 };
}

function matchLine(
  { sku, article }: FieldArticle,
  { share, window_days, seed }: { share: number; window_days: number; seed: number | string },
): CalibrationLine {
  const sample = { random: randomSource(`calibration/${seed}`), listings: LISTINGS };
  const { matched } = calibrate(article, { window_days, ship_by_days: 7, behaviour }, sample);
  return { sku, what: 'matched', window_days, ship_by_days: 7, field: share, simulated: matched };
}

function forwardLine(field: FieldArticle, limit: 7 | 3, seed: number | string): CalibrationLine {
  const { sku, article, forwarded } = field;
  const sample = { random: randomSource(`calibration/${seed}`), listings: LISTINGS };
  const simulated = calibrate(article, { window_days: 3, ship_by_days: limit, behaviour }, sample).forwarded;
  const queue = queueShare(field, limit, randomSource(`queue/${seed}/${sku}/${limit}`));
  return {
    sku,
    what: 'forwarded',
    window_days: 3,
    ship_by_days: limit,
    field: forwarded[limit],
    simulated,
    queue,
  };
}

/** Share of the returns of many seasons that a queue forwards: orders come at the article's rate, each takes what closes first. */
function queueShare({ returns, article }: FieldArticle, limit: number, random: RandomSource): number {
  const span = [0, fieldDays * SEASONS] as const;
  const opens = arrivals(random, returns / fieldDays, span);
  const orders = arrivals(random, article.per_day, span);
  let forwarded = 0;
  let next = 0;
  let waiting: number[] = [];
  for (const at of orders) {
    for (; next < opens.length && (opens[next] ?? 0) <= at; next += 1) waiting.push((opens[next] ?? 0) + 3);
    waiting = waiting.filter((closes) => closes > at);
    if (waiting.shift() === undefined) continue;
    if (drawAftermath(random, behaviour, { figures: noFigures, ship_by_days: limit }).handed_in)
      forwarded += 1;
  }
  return forwarded / opens.length;
}

/** The table as text, in per cent. */
export function calibrationText({ lines, worst, permitted }: Calibration): string {
  const percent = (share: number | undefined) => (share === undefined ? '' : (100 * share).toFixed(1));
  const rows = lines.map(({ sku, what, window_days, ship_by_days, field, simulated, queue }) => [
    ...[sku, what, String(window_days), what === 'matched' ? '' : String(ship_by_days)],
    ...[percent(field), percent(simulated), ((simulated - field) * 100).toFixed(1), percent(queue)],
  ]);
  const head = ['SKU', 'share', 'window', 'hand-in', 'field %', 'simulated %', 'apart', 'real queue %'];
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => (at < 2 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  ');
  return [
    'A Dutch fashion retailer, 2017 to 2019, two-month seasons. Each listing has a buyer of its own, or none, as in the',
    'regression of the study. "Real queue": the same rates, but listings compete for the orders of their article.',
    '',
    line(head),
    ...rows.map(line),
    '',
    `Farthest apart: ${(100 * worst).toFixed(2)} points; ${(100 * permitted).toFixed(1)} are permitted.`,
  ].join('\n');
}

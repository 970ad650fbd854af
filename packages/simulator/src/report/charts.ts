import { type Html, html, raw } from './html.ts';

/** A row of a chart: a bar from `from` to `to` on the common scale. */
export interface BarRow {
  readonly label: string;
  readonly from?: number;
  readonly to: number;
  /** The figure as it is written. */
  readonly value: string;
  readonly tone?: 'gain' | 'loss' | 'plain' | 'other';
  /** A range around the end of the bar. */
  readonly range?: readonly [low: number, high: number] | undefined;
}

/** What a chart shows, for its table's caption and heads. */
export interface ChartText {
  readonly caption: string;
  readonly label: string;
  readonly value: string;
}

/** Horizontal bars, drawn in the rows of a table: who cannot see the bars reads the table. */
export function barChart(rows: readonly BarRow[], { caption, label, value }: ChartText): Html {
  const ends = rows.flatMap(({ from = 0, to, range = [to, to] }) => [from, to, ...range, 0]);
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const span = high - low || 1;
  const at = (figure: number) => (100 * (figure - low)) / span;
  return html`<table class="chart"><caption>${caption}</caption>
<thead><tr><th scope="col">${label}</th><td></td><th scope="col" class="figure">${value}</th></tr></thead>
<tbody>${rows.map((row) => barRow(row, at))}</tbody></table>`;
}

function barRow(
  { label, from = 0, to, value, tone = 'plain', range }: BarRow,
  at: (figure: number) => number,
): Html {
  const [left, right] = [at(Math.min(from, to)), at(Math.max(from, to))];
  const bar = `<rect class="${tone}" x="${fixed(left)}%" y="5" width="${fixed(from === to ? 0 : Math.max(right - left, 0.4))}%" height="14" rx="2"/>`;
  const zero = `<line class="zero" x1="${fixed(at(0))}%" x2="${fixed(at(0))}%" y1="0" y2="24"/>`;
  const whisker = range === undefined ? '' : whiskerOf(at(range[0]), at(range[1]));
  const drawing = `<svg aria-hidden="true" focusable="false" width="100%" height="24">${bar}${zero}${whisker}</svg>`;
  return html`<tr><th scope="row">${label}</th><td class="plot">${raw(drawing)}</td><td class="figure">${value}</td></tr>`;
}

function whiskerOf(low: number, high: number): string {
  const end = (x: number) => `<line class="whisker" x1="${fixed(x)}%" x2="${fixed(x)}%" y1="7" y2="17"/>`;
  return `<line class="whisker" x1="${fixed(low)}%" x2="${fixed(high)}%" y1="12" y2="12"/>${end(low)}${end(high)}`;
}

/** A curve: points with x and a share from 0 to 1. */
export interface CurvePoint {
  readonly x: number;
  readonly share: number;
}

const frame = { width: 360, height: 210, left: 38, right: 12, top: 12, bottom: 34 };

/** One or two curves of shares over days, with the point that the policy stands at marked. */
export function lineChart(
  curves: readonly { readonly name: string; readonly points: readonly CurvePoint[] }[],
  { title, mark }: { readonly title: string; readonly mark: number },
): Html {
  const all = curves.flatMap(({ points }) => points);
  const most = Math.max(0.1, Math.ceil(Math.max(...all.map(({ share }) => share)) * 10) / 10);
  const lastX = Math.max(...all.map(({ x }) => x));
  const x = (value: number) => frame.left + ((frame.width - frame.left - frame.right) * value) / lastX;
  const y = (share: number) =>
    frame.height - frame.bottom - ((frame.height - frame.top - frame.bottom) * share) / most;
  const grid = [0, 0.25, 0.5, 0.75, 1].map((part) => gridLine(part * most, y));
  const ticks = curves[0]?.points.map((point) => tick(point.x, x)) ?? [];
  const lines = curves.map(({ points }, i) => curve(points, { x, y, i }));
  const marked = `<line class="mark" x1="${fixed(x(mark))}" x2="${fixed(x(mark))}" y1="${frame.top}" y2="${frame.height - frame.bottom}"/>`;
  const axis = `<text class="tick" x="${frame.width / 2}" y="${frame.height - 3}" text-anchor="middle">days that a listing waits</text>`;
  const drawing = [...grid, marked, ...ticks, ...lines, axis].join('');
  const keys = curves.map(({ name }, i) => html`<li class="key-${i}">${name}</li>`);
  return html`<div class="curve"><svg role="img" aria-label="${title}" viewBox="0 0 ${frame.width} ${frame.height}">${raw(drawing)}</svg>
<ul class="keys">${keys}</ul></div>`;
}

function gridLine(share: number, y: (share: number) => number): string {
  const at = fixed(y(share));
  const text = `${Math.round(share * 100)} %`;
  return `<line class="grid" x1="${frame.left}" x2="${frame.width - frame.right}" y1="${at}" y2="${at}"/><text class="tick" x="${frame.left - 5}" y="${fixed(y(share) + 4)}" text-anchor="end">${text}</text>`;
}

function tick(value: number, x: (value: number) => number): string {
  return `<text class="tick" x="${fixed(x(value))}" y="${frame.height - frame.bottom + 15}" text-anchor="middle">${value}</text>`;
}

function curve(
  points: readonly CurvePoint[],
  { x, y, i }: { x: (value: number) => number; y: (share: number) => number; i: number },
): string {
  const path = points
    .map((point, at) => `${at === 0 ? 'M' : 'L'}${fixed(x(point.x))} ${fixed(y(point.share))}`)
    .join('');
  const dots = points.map((point) => dot(x(point.x), y(point.share), i)).join('');
  return `<path class="line-${i}" d="${path}"/>${dots}`;
}

/** The second curve has squares: colour alone would not tell them apart. */
function dot(x: number, y: number, i: number): string {
  if (i === 0) return `<circle class="dot-${i}" cx="${fixed(x)}" cy="${fixed(y)}" r="3"/>`;
  return `<rect class="dot-${i}" x="${fixed(x - 3)}" y="${fixed(y - 3)}" width="6" height="6"/>`;
}

/** A plain table. The first column is the row's head; figures stand to the right. */
export function table(
  head: readonly string[],
  rows: readonly (readonly (string | Html)[])[],
  caption?: string,
): Html {
  const cell = (text: string | Html, at: number) =>
    at === 0 ? html`<th scope="row">${text}</th>` : html`<td class="figure">${text}</td>`;
  return html`<div class="wide" role="region" tabindex="0" aria-label="${caption ?? head.join(', ')}"><table>${caption !== undefined && html`<caption>${caption}</caption>`}
<thead><tr>${head.map((title, at) => html`<th scope="col" class="${at === 0 ? '' : 'figure'}">${title}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map(cell)}</tr>`)}</tbody></table></div>`;
}

/** A name with places where it may break. */
export function nameOf(name: string): Html {
  return html`<code>${name.split('_').map((part, at) => html`${at > 0 && raw('_<wbr>')}${part}`)}</code>`;
}

/** A table that is opened by whoever wants it. */
export function details(title: string, content: Html): Html {
  return html`<details><summary>${title}</summary>${content}</details>`;
}

function fixed(value: number): string {
  return String(Math.round(value * 100) / 100);
}

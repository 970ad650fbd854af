import { html, type Markup } from '../html/markup.ts';
import type { Sequence } from './sequence.ts';
import { type Column, type Layout, layoutOf, type Placed, selfWidth } from './sequence-layout.ts';

const lineHeight = 15;

/** A sequence diagram: who takes part side by side, what they say to one another from top to bottom. */
export function sequenceDiagram(sequence: Sequence): Markup {
  const layout = layoutOf(sequence);
  const { columns, placed, width, height, top } = layout;
  const names = sequence.participants.map(({ name }) => name).join(', ');
  const ordered = [...placed].sort((left, right) => rank(left) - rank(right));
  return html`<svg class="sequence" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Sequence between ${names}; the list below says the same">
${columns.map(({ x }) => html`<path class="life" d="M${x} ${top}V${height}"/>`)}
${ordered.map((step) => drawn(step, layout))}
${columns.map((column) => head(column, top))}
</svg>`;
}

/** Frames lie below what stands in them. */
const rank = ({ kind }: Placed) => (kind === 'frame' ? 0 : 1);

function head({ name, x, width }: Column, top: number): Markup {
  const first = top / 2 + 4 - ((name.length - 1) * lineHeight) / 2;
  return html`<g><rect class="party" x="${x - width / 2}" y="1" width="${width}" height="${top - 2}" rx="7"/>${words(name, { x, y: first, kind: 'name' })}</g>`;
}

function drawn(step: Placed, layout: Layout): Markup {
  switch (step.kind) {
    case 'message':
      return message(step, layout);
    case 'note':
      return html`<g><rect class="note" x="${step.x}" y="${step.y}" width="${step.width}" height="${step.lines.length * lineHeight + 10}" rx="4"/>${words(step.lines, { x: step.x + step.width / 2, y: step.y + 16, kind: 'noted' })}</g>`;
    case 'frame':
      return frame(step, layout.width);
    case 'divider':
      return html`<g><path class="divider" d="M${4 + step.depth * 5} ${step.y}H${layout.width - 4 - step.depth * 5}"/><text class="if" x="${12 + step.depth * 5}" y="${step.y + 15}">${condition(step.text)}</text></g>`;
    default:
      return step satisfies never;
  }
}

function frame({ y, end, depth, word, text }: Extract<Placed, { kind: 'frame' }>, width: number): Markup {
  const x = 4 + depth * 5;
  const tag = word.length * 7 + 14;
  return html`<g><rect class="frame" x="${x}" y="${y}" width="${width - 2 * x}" height="${end - y}" rx="4"/><text class="word" x="${x + 7}" y="${y + 15}">${word}</text><text class="if" x="${x + tag}" y="${y + 15}">${condition(text)}</text></g>`;
}

const condition = (text: string) => text && `[${text}]`;

function message(step: Extract<Placed, { kind: 'message' }>, { columns }: Layout): Markup {
  const { y, lines, dashed, end } = step;
  const from = columns[step.from]?.x ?? 0;
  const to = columns[step.to]?.x ?? 0;
  const look = dashed ? 'line dashed' : 'line';
  const above = y - 7 - (lines.length - 1) * lineHeight;
  if (from === to) {
    const out = from + selfWidth;
    return html`<g><path class="${look}" d="M${from} ${y - 4}H${out}V${y + 12}H${from + 7}"/>${tip(from, y + 12, 'left')}${words(lines, { x: out + 8, y: above + 12, kind: 'aside' })}</g>`;
  }
  const towards = to > from ? 'right' : 'left';
  const stop = end === 'arrow' ? to + (towards === 'right' ? -7 : 7) : to;
  return html`<g><path class="${look}" d="M${from} ${y}H${stop}"/>${ending(end, { x: to, y, towards })}${words(lines, { x: (from + to) / 2, y: above })}</g>`;
}

function words(
  lines: readonly string[],
  { x, y, kind = 'said' }: { x: number; y: number; kind?: string },
): Markup {
  return html`<text class="${kind}" y="${y}">${lines.map((line, index) => html`<tspan x="${x}" dy="${index === 0 ? 0 : lineHeight}">${line}</tspan>`)}</text>`;
}

function tip(x: number, y: number, towards: 'left' | 'right'): Markup {
  const back = towards === 'right' ? x - 8 : x + 8;
  return html`<polygon class="head" points="${x},${y} ${back},${y - 4} ${back},${y + 4}"/>`;
}

interface Ending {
  readonly x: number;
  readonly y: number;
  readonly towards: 'left' | 'right';
}

function ending(end: 'arrow' | 'cross' | 'open', { x, y, towards }: Ending): Markup {
  const back = towards === 'right' ? x - 8 : x + 8;
  if (end === 'arrow') return tip(x, y, towards);
  if (end === 'open') return html`<path class="line" d="M${back} ${y - 5}L${x} ${y}L${back} ${y + 5}"/>`;
  return html`<path class="line" d="M${x - 5} ${y - 5}L${x + 5} ${y + 5}M${x - 5} ${y + 5}L${x + 5} ${y - 5}"/>`;
}

import { html, type Markup } from '../html/markup.ts';
import type { Cycle } from './cycle.ts';
import { type Arrows, arrowsOf, type Edge, type Lane } from './lanes.ts';

const left = 24;
const width = 148;
const height = 42;
const pitch = 74;
const top = 6;
const laneStart = left + width + 24;
const laneGap = 15;
const colours = 6;

interface Drawing {
  readonly names: readonly string[];
  readonly arrows: Arrows;
}

/** A state diagram that fits a phone: states below each other, arrows down between them or by lanes to the right. */
export function stateDiagram(cycle: Cycle): Markup {
  const drawing = { names: Object.keys(cycle.states), arrows: arrowsOf(cycle) };
  const columns = Math.max(0, ...drawing.arrows.lanes.map(({ column }) => column + 1));
  const wide = laneStart + Math.max(columns, 1) * laneGap + 4;
  const high = top * 2 + (drawing.names.length - 1) * pitch + height;
  return html`<svg class="states" viewBox="0 0 ${wide} ${high}" width="${wide}" height="${high}" role="img" aria-label="State diagram of the ${cycle.name}; the tables beside it say the same">
${drawing.arrows.lanes.map((lane, index) => laneOf(drawing, lane, index))}
${drawing.arrows.down.map((edge) => downArrow(drawing, edge))}
${drawing.names.map((name, row) => box(cycle, name, row))}
</svg>`;
}

function box(cycle: Cycle, name: string, row: number): Markup {
  const y = top + row * pitch;
  const state = cycle.states[name];
  const start =
    cycle.initial.includes(name) &&
    html`<circle class="start" cx="5" cy="${y + height / 2}" r="4"/><path class="line" d="M9 ${y + height / 2}H${left - 6}"/>${head(left, y + height / 2, 'right')}`;
  const end = cycle.terminal.includes(name);
  return html`<g>${start}<rect class="${end ? 'state end' : 'state'}" x="${left}" y="${y}" width="${width}" height="${height}" rx="${end ? height / 2 : 7}"/><text class="name" x="${left + width / 2}" y="${y + 18}">${name}</text><text class="owner" x="${left + width / 2}" y="${y + 33}">${state?.owner}</text></g>`;
}

function downArrow({ names }: Drawing, { from, to, triggers }: Edge): Markup {
  const x = left + width / 2;
  const start = top + from * pitch + height;
  const end = top + to * pitch;
  return html`<g class="edge"><title>${names[from]} → ${names[to]}: ${triggers.join(', ')}</title><path class="line" d="M${x} ${start}V${end - 6}"/>${head(x, end, 'down')}<text class="on" x="${x + 9}" y="${(start + end) / 2 + 3}">${shortened(triggers)}</text></g>`;
}

function shortened([first = '', ...more]: readonly string[]): string {
  return more.length === 0 ? first : `${first} +${more.length}`;
}

function laneOf(drawing: Drawing, lane: Lane, index: number): Markup {
  const { names } = drawing;
  const x = laneStart + lane.column * laneGap;
  const end = portOf(drawing, lane.to, { lane });
  const edges = lane.edges.map((edge) => {
    const start = portOf(drawing, edge.from, { lane, leaving: true });
    return html`<g class="edge"><title>${names[edge.from]} → ${names[edge.to]}: ${edge.triggers.join(', ')}</title><path class="line" d="M${left + width} ${start}H${x}V${end}H${left + width + 6}"/><circle class="join" cx="${x}" cy="${start}" r="2"/></g>`;
  });
  return html`<g class="lane lane${index % colours}">${edges}${head(left + width, end, 'left')}</g>`;
}

/** The height at which a lane leaves or reaches a state: its ports are spread over the box, in order of lanes. */
function portOf({ arrows }: Drawing, row: number, port: { lane: Lane; leaving?: boolean }): number {
  const ports = arrows.lanes.flatMap((lane) => [
    ...(lane.edges.some(({ from }) => from === row) ? [{ lane, leaving: true }] : []),
    ...(lane.to === row ? [{ lane, leaving: false }] : []),
  ]);
  const index = ports.findIndex(
    ({ lane, leaving }) => lane === port.lane && leaving === (port.leaving ?? false),
  );
  return Math.round((top + row * pitch + (height * (index + 1)) / (ports.length + 1)) * 10) / 10;
}

function head(x: number, y: number, towards: 'left' | 'right' | 'down'): Markup {
  const points = {
    left: `${x},${y} ${x + 7},${y - 4} ${x + 7},${y + 4}`,
    right: `${x},${y} ${x - 7},${y - 4} ${x - 7},${y + 4}`,
    down: `${x},${y} ${x - 4},${y - 7} ${x + 4},${y - 7}`,
  };
  return html`<polygon class="head" points="${points[towards]}"/>`;
}

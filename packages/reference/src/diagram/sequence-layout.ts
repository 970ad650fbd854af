import { partiesOf, type Sequence, type Step } from './sequence.ts';

/** A column's box at the top, and its line below. */
export interface Column {
  readonly name: readonly string[];
  readonly x: number;
  readonly width: number;
}

/** A step with its place; text is broken into lines. */
export type Placed =
  | {
      readonly kind: 'message';
      readonly from: number;
      readonly to: number;
      readonly y: number;
      readonly lines: readonly string[];
      readonly dashed: boolean;
      readonly end: 'arrow' | 'cross' | 'open';
    }
  | {
      readonly kind: 'note';
      readonly x: number;
      readonly width: number;
      readonly y: number;
      readonly lines: readonly string[];
    }
  | {
      readonly kind: 'frame';
      readonly y: number;
      readonly end: number;
      readonly depth: number;
      readonly word: string;
      readonly text: string;
    }
  | { readonly kind: 'divider'; readonly y: number; readonly depth: number; readonly text: string };

export interface Layout {
  readonly columns: readonly Column[];
  readonly placed: readonly Placed[];
  readonly width: number;
  readonly height: number;
  /** Height of the boxes at the top. */
  readonly top: number;
}

/** Width of a character in text of 12 pixels; the widest of the fonts that may come up. */
const character = 6.7;
const lineHeight = 15;
const longest = 32;
const edge = 10;
export const selfWidth = 34;

/** Lays a sequence out: columns far enough apart for what is said between them, steps one below the other. */
export function layoutOf(sequence: Sequence): Layout {
  const names = sequence.participants.map(({ name }) => wrapped(name, 16));
  const widths = names.map((lines) => Math.max(76, widthOf(lines) + 20));
  const gaps = gapsOf(sequence, widths);
  const columns: Column[] = [];
  let x = edge + (widths[0] ?? 0) / 2;
  for (const [index, name] of names.entries()) {
    columns.push({ name, x, width: widths[index] ?? 0 });
    x += gaps[index] ?? 0;
  }
  const top = Math.max(1, ...names.map(({ length }) => length)) * lineHeight + 16;
  const { placed, y } = placedSteps(sequence, columns, top + 14);
  const last = columns.at(-1);
  const right = Math.max(
    (last?.x ?? 0) + (last?.width ?? 0) / 2,
    ...placed.map((step) =>
      step.kind === 'note'
        ? step.x + step.width
        : step.kind === 'message' && step.from === step.to
          ? (columns[step.from]?.x ?? 0) + selfWidth + 8 + widthOf(step.lines)
          : 0,
    ),
  );
  return { columns, placed, width: Math.ceil(right + edge), height: y + 6, top };
}

/** How far each column is from the next. */
function gapsOf(sequence: Sequence, widths: readonly number[]): number[] {
  const place = placeIn(sequence);
  const gaps = widths.slice(0, -1).map((width, index) => (width + (widths[index + 1] ?? 0)) / 2 + 14);
  for (const step of sequence.steps) {
    if (step.kind !== 'message') continue;
    const [from, to] = [place(step.from), place(step.to)].sort((left, right) => left - right) as [
      number,
      number,
    ];
    const needed = widthOf(wrapped(step.text, longest)) + (from === to ? selfWidth + 20 : 26);
    const until = Math.max(to, from + 1);
    const have = gaps.slice(from, until).reduce((sum, gap) => sum + gap, 0);
    for (let index = from; index < Math.min(until, gaps.length); index += 1)
      gaps[index] = (gaps[index] ?? 0) + Math.max(0, needed - have) / (until - from);
  }
  return gaps.map(Math.ceil);
}

function placedSteps(
  sequence: Sequence,
  columns: readonly Column[],
  start: number,
): { placed: Placed[]; y: number } {
  const placed: Placed[] = [];
  const opened: number[] = [];
  let y = start;
  for (const step of sequence.steps) {
    switch (step.kind) {
      case 'open':
        opened.push(placed.length);
        placed.push({
          kind: 'frame',
          y: y + 4,
          end: y,
          depth: opened.length - 1,
          word: step.word,
          text: step.text,
        });
        y += 30;
        break;
      case 'divide':
        placed.push({ kind: 'divider', y: y + 4, depth: opened.length - 1, text: step.text });
        y += 24;
        break;
      case 'close':
        y += 6;
        close(placed, opened.pop() ?? 0, y);
        y += 8;
        break;
      case 'message':
      case 'note': {
        const made = placedText(step, { columns, place: placeIn(sequence), y });
        placed.push(made.placed);
        y += made.height;
        break;
      }
      default:
        step satisfies never;
    }
  }
  return { placed, y: y + 8 };
}

function close(placed: Placed[], index: number, end: number): void {
  const frame = placed[index];
  if (frame?.kind === 'frame') placed[index] = { ...frame, end };
}

interface Where {
  readonly columns: readonly Column[];
  readonly place: (id: string) => number;
  readonly y: number;
}

function placedText(
  step: Extract<Step, { text: string; kind: 'message' | 'note' }>,
  { columns, place, y }: Where,
): { placed: Placed; height: number } {
  const lines = wrapped(step.text, longest);
  const high = lines.length * lineHeight;
  if (step.kind === 'message') {
    const [from, to] = [place(step.from), place(step.to)];
    const { dashed, end } = step;
    const below = from === to ? 14 : 0;
    return {
      placed: { kind: 'message', from, to, y: y + high + 6, lines, dashed, end },
      height: high + 18 + below,
    };
  }
  const xs = partiesOf(step).map((id) => columns[place(id)]?.x ?? 0);
  const [first, last] = [Math.min(...xs), Math.max(...xs)];
  const width = Math.max(widthOf(lines) + 18, last - first + 40);
  const middle = { over: (first + last) / 2, left: first - width / 2 - 8, right: last + width / 2 + 8 }[
    step.side
  ];
  return { placed: { kind: 'note', x: Math.max(2, middle - width / 2), width, y, lines }, height: high + 22 };
}

function placeIn({ participants }: Sequence): (id: string) => number {
  return (id) => participants.findIndex((each) => each.id === id);
}

/** Text in lines of so many characters at most, broken between words. */
export function wrapped(text: string, most: number): string[] {
  return text.split('\n').flatMap((line) => wrappedLine(line, most));
}

function wrappedLine(text: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + word.length + 1 <= most)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function widthOf(lines: readonly string[]): number {
  return Math.ceil(Math.max(0, ...lines.map(({ length }) => length)) * character);
}

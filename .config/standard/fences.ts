import { type Line, linesOf, type Page } from './page.ts';

/** A fenced block of code: the line of its fence, what stands behind the fence, and what is in it. */
export interface Fence {
  readonly line: number;
  readonly info: string;
  readonly text: string;
}

/** The fenced blocks of a page, generated ones too. */
export function fencesOf(page: Page): Fence[] {
  const lines = linesOf(page);
  const opens = ({ kind }: Line, index: number) => kind === 'fence' && fencesBefore(lines, index) % 2 === 0;
  return lines.flatMap((line, index) => {
    if (!opens(line, index)) return [];
    const rest = lines.slice(index + 1);
    const end = rest.findIndex(({ kind }) => kind === 'fence');
    const text = rest.slice(0, end === -1 ? rest.length : end).map((each) => each.text);
    return [{ line: line.number, info: line.text.trim().replace(/^[`~]+\s*/, ''), text: text.join('\n') }];
  });
}

const fencesBefore = (lines: readonly Line[], index: number) =>
  lines.slice(0, index).filter(({ kind }) => kind === 'fence').length;

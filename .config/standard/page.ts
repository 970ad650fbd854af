/** A page of prose as a file: its path from the root of the repository, and its text. */
export interface Page {
  readonly file: string;
  readonly text: string;
}

export type LineKind = 'prose' | 'heading' | 'table' | 'code' | 'fence' | 'comment' | 'blank';

/** A line and what Markdown makes of it. `generated`: it stands in a block that the tool writes. */
export interface Line {
  readonly number: number;
  readonly text: string;
  readonly kind: LineKind;
  readonly generated: boolean;
  /** The anchor of the heading above, without `#`; empty before the first. */
  readonly anchor: string;
}

export const blockStart = /^<!-- (table|sequence|registry|checklist|walkthrough): ([\w-]+) -->$/;
export const blockEnd = /^<!-- end -->$/;

/** The lines of a page, each with its kind. */
export function linesOf({ text }: Page): Line[] {
  const read = reader();
  return text.split('\n').map((line, index) => ({ number: index + 1, text: line, ...read(line) }));
}

/** Keeps what one line means for the next: an open fence or comment, a generated block, the last heading. */
function reader(): (line: string) => Pick<Line, 'kind' | 'generated' | 'anchor'> {
  let fence = '';
  let comment = false;
  let generated = false;
  let anchor = '';
  const slugs = new Map<string, number>();
  return (line) => {
    const kind = kindOf(line.trim(), fence, comment);
    if (kind === 'fence') fence = fence === '' ? (/^(`{3,}|~{3,})/.exec(line.trim())?.[1] ?? '') : '';
    if (kind === 'comment') comment = !line.includes('-->');
    if (kind === 'comment' && blockStart.test(line)) generated = true;
    if (kind === 'comment' && blockEnd.test(line)) generated = false;
    if (kind === 'heading') anchor = unique(slugOf(line), slugs);
    return { kind, generated, anchor };
  };
}

function kindOf(line: string, fence: string, comment: boolean): LineKind {
  if (fence !== '') return line.startsWith(fence) && /^[`~]+$/.test(line) ? 'fence' : 'code';
  if (comment || line.startsWith('<!--')) return 'comment';
  if (/^(`{3,}|~{3,})/.test(line)) return 'fence';
  if (/^#{1,6} /.test(line)) return 'heading';
  if (line.startsWith('|')) return 'table';
  return line === '' ? 'blank' : 'prose';
}

/** The anchor that GitHub and our site give a heading. */
export function slugOf(heading: string): string {
  return heading
    .replace(/^#+ +/, '')
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}

function unique(slug: string, seen: Map<string, number>): string {
  const count = seen.get(slug) ?? 0;
  seen.set(slug, count + 1);
  return count === 0 ? slug : `${slug}-${count}`;
}

import type { Fault } from './fault.ts';
import { blockEnd, blockStart, type Page } from './page.ts';

/** Writes the block of that name: Markdown without the marks around it, or undefined if there is no such thing. */
export type Writer = (name: string) => string | undefined;

/** Who writes the blocks of each kind, `<!-- kind: name -->` to `<!-- end -->`. A kind without a writer stays as it is. */
export type Writers = Readonly<Record<string, Writer>>;

/** A page with every generated block as it has to be now, and the blocks that could not be written. */
export function fillBlocks(page: Page, writers: Writers): { page: Page; faults: Fault[] } {
  const faults: Fault[] = [];
  const output: string[] = [];
  const lines = page.text.split('\n');
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    output.push(line);
    const [, kind = '', name = ''] = blockStart.exec(line) ?? [];
    if (kind === '') continue;
    const length = lines.slice(index + 1).findIndex((each) => blockEnd.test(each) || blockStart.test(each));
    const ends = length !== -1 && blockEnd.test(lines[index + 1 + length] ?? '');
    const body = ends ? blockOf(writers, kind, name) : undefined;
    if (!ends) faults.push(fault(page, index, `the block has no \`<!-- end -->\``));
    else if (body === undefined) faults.push(fault(page, index, `there is no ${kind} named ${name}`));
    if (body === undefined || body === null) continue;
    output.push(body);
    index += length;
  }
  return { page: { file: page.file, text: output.join('\n') }, faults };
}

/** null: nobody here writes blocks of that kind. */
function blockOf(writers: Writers, kind: string, name: string): string | undefined | null {
  const write = writers[kind];
  return write === undefined ? null : write(name);
}

function fault({ file }: Page, index: number, message: string): Fault {
  return { place: `${file}:${index + 1}`, message };
}

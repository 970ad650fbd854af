import type { Fault } from './fault.ts';
import { type Line, linesOf, type Page } from './page.ts';

/** The areas that ids are counted in. */
export const areas =
  'GEN DIS SEC RET ELI LST PRI ORD MAT LBL PRV TRK TIM RAT REF SET EVT WHK POL ERA RFW RSV RCL TST VER'.split(
    ' ',
  );

/** A sentence of the prose that has an id. `text` is it without Markdown's links, list marks and the id. */
export interface Sentence {
  readonly id: string;
  readonly keyword: string;
  readonly text: string;
  /** Path from `spec/` with the heading's anchor. */
  readonly anchor: string;
  readonly place: string;
}

const keyword =
  /\b(MUST NOT|MUST|SHALL NOT|SHALL|REQUIRED|SHOULD NOT|SHOULD|NOT RECOMMENDED|RECOMMENDED|MAY|OPTIONAL)\b/g;
const anyId = /\bORF-[A-Z]+-\d+\b/g;
const idAtEnd = / \((ORF-[A-Z]{3}-\d{3})\)$/;

/** Every sentence with an id in these pages, and what is wrong with how they are written. */
export function readSentences(pages: readonly Page[]): { sentences: Sentence[]; faults: Fault[] } {
  const sentences: Sentence[] = [];
  const faults: Fault[] = [];
  const mentions: { place: string; id: string }[] = [];
  for (const page of pages) {
    for (const line of linesOf(page).filter(({ generated }) => !generated)) {
      const place = `${page.file}:${line.number}`;
      const result = readLine(line, `${page.file.replace(/^spec\//, '')}#${line.anchor}`);
      faults.push(...result.faults.map((message) => ({ place, message })));
      if (result.sentence) sentences.push({ ...result.sentence, place });
      mentions.push(...result.mentions.map((id) => ({ place, id })));
    }
  }
  return { sentences, faults: [...faults, ...repeated(sentences), ...unknown(mentions, sentences)] };
}

type Read = Readonly<{ sentence?: Omit<Sentence, 'place'>; faults: string[]; mentions: string[] }>;

function readLine(line: Line, anchor: string): Read {
  const text = line.text.trimEnd();
  const ids = line.kind === 'comment' || line.kind === 'blank' ? [] : (text.match(anyId) ?? []);
  const words = keywordsOf(line);
  const id = line.kind === 'prose' ? idAtEnd.exec(text)?.[1] : undefined;
  if (id === undefined) return { faults: withoutId(line, words, ids), mentions: [...ids] };
  return {
    sentence: { id, keyword: words[0] ?? '', text: plain(text.replace(idAtEnd, '')), anchor },
    faults: withId(id, words, plain(text.replace(idAtEnd, ''))),
    mentions: ids.slice(0, -1),
  };
}

/** The key words of a line; in `code`, and where the key words themselves are introduced, they bind nobody. */
function keywordsOf({ kind, text }: Line): string[] {
  if (kind === 'comment' || kind === 'blank' || /\bkey words\b.*\b(RFC 2119|BCP 14)\b/i.test(text)) return [];
  return text.replace(/`[^`]*`/g, '').match(keyword) ?? [];
}

function withoutId({ kind, text }: Line, words: readonly string[], ids: readonly string[]): string[] {
  const word = words.find((each) => level(each) !== 'may');
  if (word === undefined) return [];
  if (kind !== 'prose') {
    return [`a ${kind} holds the key word ${word}; put what binds into a sentence of its own, with an id`];
  }
  if (ids.length > 0) return [`the id has to end the line, after the full stop: "… . (${ids.at(-1)})"`];
  return [`a sentence with ${word} has no id; end its line with one, "… . (ORF-RET-007)": ${start(text)}`];
}

function withId(id: string, words: readonly string[], text: string): string[] {
  const levels = new Set(words.map(level));
  return [
    ...(areas.includes(id.slice(4, 7)) ? [] : [`${id} has an unknown area; known are ${areas.join(' ')}`]),
    ...(words.length === 0
      ? [`${id} ends a line without a key word; one line is one sentence, keyword and id included`]
      : []),
    ...(levels.size > 1
      ? [`${id} mixes ${words.join(', ')}; make it one sentence per level, each with its id`]
      : []),
    ...(/[\p{L}\d`)][.!?] +\p{Lu}/u.test(text)
      ? [`${id} has more than one sentence in its line; break the line`]
      : []),
  ];
}

function level(word: string): 'must' | 'should' | 'may' {
  if (/^(MUST|SHALL|REQUIRED)/.test(word)) return 'must';
  return /^(MAY|OPTIONAL)/.test(word) ? 'may' : 'should';
}

function plain(text: string): string {
  return text
    .trim()
    .replace(/^(>\s*)?([-*+]|\d+\.)\s+/, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\*\*/g, '');
}

const start = (text: string) => `${text.trim().slice(0, 60)}…`;

function repeated(sentences: readonly Sentence[]): Fault[] {
  const first = new Map<string, string>();
  return sentences.flatMap(({ id, place }) => {
    const before = first.get(id);
    first.set(id, before ?? place);
    return before === undefined
      ? []
      : [{ place, message: `${id} is taken by ${before}; give this sentence the next free number` }];
  });
}

function unknown(
  mentions: readonly { place: string; id: string }[],
  sentences: readonly Sentence[],
): Fault[] {
  const known = new Set(sentences.map(({ id }) => id));
  return mentions
    .filter(({ id }) => !known.has(id))
    .map(({ place, id }) => ({ place, message: `${id} is mentioned, and no sentence has this id` }));
}

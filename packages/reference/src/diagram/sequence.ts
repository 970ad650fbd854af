/** Who takes part in a sequence, in the order of their columns. */
export interface Participant {
  readonly id: string;
  readonly name: string;
}

export type Step =
  | {
      readonly kind: 'message';
      readonly from: string;
      readonly to: string;
      readonly text: string;
      readonly dashed: boolean;
      readonly end: 'arrow' | 'cross' | 'open';
    }
  | {
      readonly kind: 'note';
      readonly over: readonly string[];
      readonly side: 'over' | 'left' | 'right';
      readonly text: string;
    }
  | { readonly kind: 'open'; readonly word: string; readonly text: string }
  | { readonly kind: 'divide'; readonly word: string; readonly text: string }
  | { readonly kind: 'close' };

/** A sequence diagram as it is read. */
export interface Sequence {
  readonly participants: readonly Participant[];
  readonly steps: readonly Step[];
}

const message = /^(.+?)\s*(-?-)(>>|>|x|\))\s*[+-]?\s*([^:]+?)\s*:\s*(.*)$/;
/** How an arrow ends; an open one does not wait for an answer. */
const ends: Readonly<Record<string, 'cross' | 'open'>> = { x: 'cross', ')': 'open' };
const note = /^note\s+(over|left of|right of)\s+([^:]+?)\s*:\s*(.*)$/i;
const block = /^(alt|opt|loop|par|break|critical|rect)\b\s*(.*)$/;
const divider = /^(else|and|option)\b\s*(.*)$/;
const participant = /^(?:participant|actor)\s+(\S+)(?:\s+as\s+(.+))?$/;
/** What changes the look in Mermaid, and nothing here. */
const unseen = /^(sequenceDiagram|autonumber|(de)?activate\s.*|title\b.*)$/;

/** Reads a sequence diagram of Mermaid. Throws on a line that it does not know, and where blocks do not close. */
export function parseSequence(source: string): Sequence {
  const participants = new Map<string, string>();
  const steps: Step[] = [];
  let open = 0;
  for (const line of linesOf(source)) {
    const [, id, name] = participant.exec(line) ?? [];
    if (id !== undefined) {
      participants.set(id, plain(name ?? id));
      continue;
    }
    const step = stepOf(line);
    if (step === undefined) throw new Error(`not understood in a sequence diagram: ${line}`);
    for (const each of partiesOf(step)) if (!participants.has(each)) participants.set(each, each);
    open += step.kind === 'open' ? 1 : step.kind === 'close' ? -1 : 0;
    if (open < 0) throw new Error('a sequence diagram closes a block that it did not open');
    steps.push(step);
  }
  if (open > 0) throw new Error('a sequence diagram leaves a block open');
  return { participants: [...participants].map(([id, name]) => ({ id, name })), steps };
}

function stepOf(line: string): Step | undefined {
  if (line === 'end') return { kind: 'close' };
  const [, word, condition] = block.exec(line) ?? [];
  if (word !== undefined) return { kind: 'open', word, text: plain(condition ?? '') };
  const [, other, otherwise] = divider.exec(line) ?? [];
  if (other !== undefined) return { kind: 'divide', word: other, text: plain(otherwise ?? '') };
  const [, where = '', whom, said = ''] = note.exec(line) ?? [];
  if (whom !== undefined) {
    const side = where.toLowerCase().startsWith('left')
      ? 'left'
      : where.toLowerCase().startsWith('right')
        ? 'right'
        : 'over';
    return { kind: 'note', over: whom.split(/\s*,\s*/), side, text: plain(said) };
  }
  const [, from, dashes, head = '', to, text = ''] = message.exec(line) ?? [];
  if (from === undefined || to === undefined) return undefined;
  return {
    kind: 'message',
    from,
    to,
    text: plain(text),
    dashed: dashes === '--',
    end: ends[head] ?? 'arrow',
  };
}

/** Everybody whom a step names. */
export function partiesOf(step: Step): readonly string[] {
  if (step.kind === 'message') return [step.from, step.to];
  return step.kind === 'note' ? step.over : [];
}

/** The sequence line by line, for whoever does not see the picture. */
export function sentencesOf({ participants, steps }: Sequence): string[] {
  const name = (id: string) => participants.find((each) => each.id === id)?.name ?? id;
  return steps.flatMap((step) => {
    switch (step.kind) {
      case 'message':
        return [`${name(step.from)} → ${name(step.to)}: ${oneLine(step.text)}`];
      case 'note':
        return [`${step.over.map(name).join(', ')}: ${oneLine(step.text)}`];
      case 'open':
      case 'divide':
        return [`${step.word} ${step.text}`.trim()];
      case 'close':
        return ['end'];
      default:
        return step satisfies never;
    }
  });
}

function linesOf(source: string): string[] {
  return source
    .split('\n')
    .map((line) => line.replace(/^\s*%%.*$/, '').trim())
    .filter((line) => line !== '' && !unseen.test(line));
}

const plain = (text: string) =>
  text
    .replaceAll(/\s*<br\s*\/?>\s*/g, '\n')
    .replaceAll(/#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .trim();

const oneLine = (text: string) => text.replaceAll('\n', '; ');

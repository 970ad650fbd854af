import { readFileSync } from 'node:fs';
import { isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { isObject } from '../contract/documents.ts';
import { isJudged, type Register } from '../contract/register.ts';
import type { ExpectedFailure } from '../report/expected.ts';
import { UsageError } from './usage-error.ts';

const SHAPE = "- { id: ORF-RET-009, why: 'the reason' }";

/** Reads a list of expected failures, YAML. Throws UsageError with the line and what to do. */
export function readExpectedFailures(file: string, register: Register): readonly ExpectedFailure[] {
  const found = new Map<string, ExpectedFailure>();
  for (const { value, place } of entriesOf(file)) {
    const entry = entryFrom(value, { place, register });
    if (found.has(entry.id))
      throw new UsageError(`${place}: ${entry.id} is there already; take one of the two out.`);
    found.set(entry.id, entry);
  }
  return [...found.values()];
}

interface Place {
  /** The file and the line. */
  readonly place: string;
  readonly register: Register;
}

/** The entries with their places. A file without any is an empty list. */
function entriesOf(file: string): { readonly value: unknown; readonly place: string }[] {
  const lines = new LineCounter();
  const document = parseDocument(textOf(file), { lineCounter: lines });
  const [fault] = document.errors;
  if (fault !== undefined) throw new UsageError(`${file} is not YAML: ${fault.message.trim()}`);
  const { contents } = document;
  if (contents === null || document.toJS() === null) return [];
  if (!isSeq<Node>(contents)) throw new UsageError(`${file} holds no list. Each entry is ${SHAPE}`);
  return contents.items.map((node) => ({
    value: node.toJS(document),
    place: `${file}:${lines.linePos(node.range?.[0] ?? 0).line}`,
  }));
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`${file} cannot be read. It is a list of ${SHAPE}`);
  }
}

function entryFrom(value: unknown, { place, register }: Place): ExpectedFailure {
  if (!isObject(value)) throw new UsageError(`${place}: this is no entry; write ${SHAPE}`);
  const { id, why, ...others } = value;
  const [stranger] = Object.keys(others);
  if (stranger !== undefined)
    throw new UsageError(`${place}: an entry has no \`${stranger}\`; write ${SHAPE}`);
  if (typeof id !== 'string') throw new UsageError(`${place}: the \`id\` is missing; write ${SHAPE}`);
  const requirement = register.get(id);
  if (requirement === undefined)
    throw new UsageError(`${place}: there is no requirement ${id}; \`orf-conformance list\` names them.`);
  if (!isJudged(requirement))
    throw new UsageError(`${place}: no run judges ${id}, so that it cannot fail; take it out.`);
  if (typeof why !== 'string' || why.trim() === '')
    throw new UsageError(`${place}: say in \`why\` for what reason ${id} fails; write ${SHAPE}`);
  return { id, why };
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path/posix';
import { parse } from 'yaml';
import type { Prose } from './prose.ts';

/** A sentence of the standard with an id, and what the register says of it. */
export interface Requirement {
  readonly id: string;
  readonly keyword: string;
  readonly role: string;
  readonly profile: string;
  readonly text: string;
  /** Why it cannot be tested from outside; undefined where it can. */
  readonly untestable?: string;
}

const registerFile = 'spec/requirements.yaml';

/** The register of requirements, by id; empty where there is none. Throws when it is no YAML. */
export function readRegister(root: string, files: readonly string[]): Requirement[] {
  if (!files.includes(registerFile)) return [];
  const entries: unknown = parse(readFileSync(join(root, registerFile), 'utf8'));
  if (typeof entries !== 'object' || entries === null) return [];
  return Object.entries(entries)
    .map(([id, entry]) => requirementOf(id, Object(entry)))
    .sort((left, right) => (left.id < right.id ? -1 : 1));
}

function requirementOf(id: string, entry: Readonly<Record<string, unknown>>): Requirement {
  const text = (name: string) =>
    entry[name] === undefined || entry[name] === null ? '' : String(entry[name]);
  const requirement = {
    id,
    keyword: text('keyword'),
    role: text('role'),
    profile: text('profile'),
    text: text('text'),
  };
  return text('untestable') === '' ? requirement : { ...requirement, untestable: text('untestable') };
}

const atEnd = /^(?!\|).* \((ORF-[A-Z]{3}-\d{3})\)$/gm;

/** Which page states a requirement: the one where a sentence ends with its id. The first one, should there be two. */
export function statedIn(prose: readonly Prose[]): Map<string, Prose> {
  const places = new Map<string, Prose>();
  for (const page of prose.filter(({ file }) => file.startsWith('spec/'))) {
    for (const [, id = ''] of page.text.matchAll(atEnd)) if (!places.has(id)) places.set(id, page);
  }
  return places;
}

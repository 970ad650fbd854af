import { type Document, isMap, isScalar, LineCounter, parseDocument, YAMLMap } from 'yaml';
import type { Fault } from './fault.ts';
import type { Page } from './page.ts';
import type { Sentence } from './sentences.ts';

/** What may stand in an entry, read from `requirements.schema.yaml`. */
export interface RegisterRules {
  readonly roles: readonly string[];
  readonly profiles: readonly string[];
  readonly members: readonly string[];
}

/** What the register says of itself where nobody has written a head. */
const head = [
  ' Every sentence that binds or advises, by its id. `keyword`, `text` and `anchor` are written by `pnpm generate` from the',
  ' prose, the rest by hand; requirements.schema.yaml says what each member means.',
].join('\n');
const fewest = 100;
const written = ['keyword', 'text', 'anchor'] as const;
const order = ['keyword', 'role', 'profile', 'text', 'anchor', 'testable', 'untestable', 'checks', 'mutants'];

/** Reads the closed lists out of the register's schema. */
export function rulesFrom(schema: string): RegisterRules {
  const { properties } = parseDocument(schema).toJS().additionalProperties;
  const values = (name: string) => properties[name].oneOf.map((each: { const: string }) => each.const);
  return { roles: values('role'), profiles: values('profile'), members: Object.keys(properties) };
}

/**
 * The register with what the prose says filled in: `keyword`, `text` and `anchor` of each sentence, a new entry where
 * there is none. Nothing written by hand is touched or taken out; comments stay.
 */
export function fillRegister(register: string, sentences: readonly Sentence[]): string {
  const document = parse(register);
  document.commentBefore ??= head;
  const map = entriesOf(document);
  map.flow = false;
  for (const sentence of sentences) {
    const entry = entryOf(map, sentence.id);
    for (const name of written) entry.set(name, sentence[name]);
    const blank = ['role', 'profile', ...(entry.has('untestable') ? [] : ['testable'])];
    for (const name of blank) if (!entry.has(name)) entry.set(name, null);
    sort(entry, (name) => order.indexOf(name));
  }
  map.items.sort((left, right) => (nameOf(left.key) < nameOf(right.key) ? -1 : 1));
  return document.toString({ lineWidth: 0, nullStr: '' });
}

function parse(register: string): Document {
  const document = parseDocument(register);
  if (document.contents === null) document.contents = new YAMLMap(document.schema) as never;
  return document as unknown as Document;
}

function entriesOf(document: Document): YAMLMap {
  if (!isMap(document.contents)) throw new Error('spec/requirements.yaml has to be a mapping of ids');
  return document.contents as YAMLMap;
}

function entryOf(map: YAMLMap, id: string): YAMLMap {
  const found = map.get(id);
  if (isMap(found)) {
    found.flow = false;
    return found as YAMLMap;
  }
  const entry = new YAMLMap();
  map.set(id, entry);
  return entry;
}

function sort(entry: YAMLMap, rank: (name: string) => number): void {
  entry.items.sort((left, right) => rank(nameOf(left.key)) - rank(nameOf(right.key)));
}

const nameOf = (key: unknown) => String(isScalar(key) ? key.value : key);

/** What is wrong with the register: entries without metadata or without a sentence, unknown roles, too few of them. */
export function registerFaults(
  register: Page,
  sentences: readonly Sentence[],
  rules: RegisterRules,
): Fault[] {
  const lines = new LineCounter();
  const document = parseDocument(register.text, { lineCounter: lines, uniqueKeys: true });
  if (document.errors.length > 0) {
    return document.errors.map(({ message }) => ({ place: register.file, message }));
  }
  const known = new Map(sentences.map((sentence) => [sentence.id, sentence]));
  const items = isMap(document.contents) ? document.contents.items : [];
  const entries = items.map(({ key, value }) => ({
    id: nameOf(key),
    place: `${register.file}:${lines.linePos((isScalar(key) && key.range?.[0]) || 0).line}`,
    entry: isMap(value) ? (value.toJS(document) as Record<string, unknown>) : {},
  }));
  return [
    ...entries.flatMap(({ id, place, entry }) =>
      [...entryFaults(entry, rules), ...textFaults(entry, known.get(id))].map((message) => ({
        place,
        message: `${id}: ${message}`,
      })),
    ),
    ...missing(new Set(entries.map(({ id }) => id)), sentences),
    ...tooFew(register.file, entries.length),
  ];
}

function entryFaults(entry: Record<string, unknown>, rules: RegisterRules): string[] {
  const { role, profile, testable, untestable } = entry;
  const given = (value: unknown) => value !== undefined && value !== null;
  if (![role, profile, testable, untestable].some(given)) {
    return ['fill in `role`, `profile` and `testable` (requirements.schema.yaml has the values)'];
  }
  return [
    ...oneOf('role', role, rules.roles),
    ...oneOf('profile', profile, rules.profiles),
    ...(given(testable) === given(untestable)
      ? ['say either `testable: true` or `untestable:` with the reason']
      : []),
    ...(given(testable) && testable !== true ? ['`testable` is true or absent'] : []),
    ...(given(untestable) && String(untestable).length < 10 ? ['say in `untestable` why'] : []),
    ...Object.keys(entry)
      .filter((name) => !rules.members.includes(name))
      .map((name) => `\`${name}\` is no member of an entry; take it out`),
  ];
}

function oneOf(name: string, value: unknown, known: readonly string[]): string[] {
  if (known.includes(String(value))) return [];
  return [`${value ? `unknown ${name} ${String(value)}` : `no ${name}`}; one of ${known.join(', ')}`];
}

function textFaults(entry: Record<string, unknown>, sentence: Sentence | undefined): string[] {
  if (sentence === undefined) {
    return ['no sentence of the prose has this id; write it, or take the entry out'];
  }
  const differs = written.filter((name) => entry[name] !== sentence[name]);
  return differs.length === 0 ? [] : [`${differs.join(', ')} differ from the prose; run \`pnpm generate\``];
}

function missing(present: ReadonlySet<string>, sentences: readonly Sentence[]): Fault[] {
  return sentences
    .filter(({ id }) => !present.has(id))
    .map(({ id, place }) => ({ place, message: `${id} is not in the register; run \`pnpm generate\`` }));
}

function tooFew(file: string, count: number): Fault[] {
  if (count >= fewest) return [];
  return [{ place: file, message: `holds ${count} ids; a standard of this size has at least ${fewest}` }];
}

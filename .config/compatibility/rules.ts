import { parse } from 'yaml';
import type { Snapshot } from './release.ts';

interface Document {
  readonly components: {
    readonly schemas: Readonly<Record<string, { readonly enum?: readonly string[] }>>;
  };
  readonly webhooks?: Readonly<Record<string, unknown>>;
}

interface Lifecycle {
  readonly schema: string;
  readonly initial: readonly string[];
  readonly terminal: readonly string[];
  readonly states: Readonly<Record<string, unknown>>;
}

interface Table {
  readonly deadlines: Readonly<Record<string, unknown>>;
  readonly lifecycles: Readonly<Record<string, Lifecycle>>;
}

/**
 * What breaks between two snapshots that a comparison of OpenAPI documents does not see or rates otherwise: values,
 * problem codes, event types and requirements that went away, and life cycles that changed.
 */
export function brokenBetween(before: Snapshot, after: Snapshot): string[] {
  const both = <T>(name: string) => [read(before, name), read(after, name)] as readonly [T, T];
  return [
    ...brokenEnums(...both<Document>('openapi.json')),
    ...brokenEnums(...both<Document>('test-control.openapi.json')),
    ...brokenProblems(...both<Record<string, { status: number }>>('problems.yaml')),
    ...brokenLifecycles(...both<Table>('lifecycles.yaml')),
    ...brokenRequirements(...both<Record<string, { keyword: string }>>('requirements.yaml')),
  ];
}

function read(files: Snapshot, name: string) {
  const text = files[name] ?? '';
  return name.endsWith('.json') ? JSON.parse(text) : (parse(text) ?? {});
}

function brokenEnums(before: Document, after: Document): string[] {
  const values = Object.entries(before.components.schemas).flatMap(([name, { enum: old = [] }]) =>
    gone(old, after.components.schemas[name]?.enum ?? []).map((value) => `the value \`${value}\` of ${name}`),
  );
  const types = gone(Object.keys(before.webhooks ?? {}), Object.keys(after.webhooks ?? {}));
  return [...values, ...types.map((type) => `the event type \`${type}\``)].map((what) => `${what} is gone`);
}

function brokenProblems(
  before: Readonly<Record<string, { status: number }>>,
  after: Readonly<Record<string, { status: number }>>,
): string[] {
  return Object.entries(before).flatMap(([code, { status }]) => {
    const now = after[code];
    if (now === undefined) return [`the problem code \`${code}\` is gone`];
    return now.status === status
      ? []
      : [`the problem \`${code}\` had the status ${status}, not ${now.status}`];
  });
}

function brokenLifecycles(before: Table, after: Table): string[] {
  const deadlines = gone(Object.keys(before.deadlines), Object.keys(after.deadlines));
  return [
    ...deadlines.map((name) => `the deadline \`${name}\` is gone`),
    ...Object.entries(before.lifecycles).flatMap(([name, old]) => {
      const now = after.lifecycles[name];
      return now === undefined ? [`the life cycle ${name} is gone`] : brokenStates(name, old, now);
    }),
  ];
}

/** States neither go nor come: nobody could act on one that they do not know. */
function brokenStates(name: string, before: Lifecycle, after: Lifecycle): string[] {
  const old = Object.keys(before.states);
  const now = Object.keys(after.states);
  const sameEnd =
    gone(before.terminal, after.terminal).length + gone(after.terminal, before.terminal).length === 0;
  return [
    ...gone(old, now).map((state) => `the state \`${state}\` of the life cycle ${name} is gone`),
    ...gone(now, old).map((state) => `the state \`${state}\` of the life cycle ${name} is new`),
    ...(sameEnd ? [] : [`the terminal states of the life cycle ${name} were ${before.terminal.join(', ')}`]),
  ];
}

function brokenRequirements(
  before: Readonly<Record<string, { keyword: string }>>,
  after: Readonly<Record<string, { keyword: string }>>,
): string[] {
  return Object.entries(before).flatMap(([id, { keyword }]) => {
    const now = after[id];
    if (now === undefined) return [`the requirement ${id} is gone; ids are not given up`];
    return binds(now.keyword) && !binds(keyword) ? [`${id} was ${keyword} and binds now`] : [];
  });
}

const binds = (keyword: string) => /^(MUST|SHALL|REQUIRED)/.test(keyword);

const gone = (before: readonly string[], after: readonly string[]) =>
  before.filter((each) => !after.includes(each));

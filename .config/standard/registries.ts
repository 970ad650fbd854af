import { parse } from 'yaml';
import type { Fault } from './fault.ts';
import type { Lifecycles } from './lifecycles.ts';
import { blockEnd, blockStart, type Page } from './page.ts';

/** A value of a registry with the other cells of its row; `description` is empty where nobody has written one. */
export interface Value {
  readonly value: string;
  readonly description: string;
  readonly more?: readonly string[];
}

/** A closed list of values. `description` says what it is a list of; `columns` name the cells of a row. */
export interface Registry {
  readonly name: string;
  readonly description: string;
  readonly columns: readonly string[];
  readonly values: readonly Value[];
}

/** What registries are read from: the bundled documents of the contract, the life cycles and the problems. */
export interface RegistrySources {
  readonly documents: readonly OpenApi[];
  readonly lifecycles: Lifecycles;
  /** The text of `problems.yaml`. */
  readonly problems: string;
}

interface OpenApi {
  readonly components: { readonly schemas: Readonly<Record<string, EnumSchema>> };
  readonly webhooks?: Readonly<Record<string, { readonly post: { readonly description: string } }>>;
}

interface EnumSchema {
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly 'x-enumDescriptions'?: Readonly<Record<string, string>>;
}

/** Every registry of the standard: problems, events, deadlines, effects, and each enumeration of the contract. */
export function readRegistries({ documents, lifecycles, problems }: RegistrySources): Registry[] {
  const events = documents.flatMap(({ webhooks = {} }) => Object.entries(webhooks));
  const states = statesBySchema(lifecycles);
  const types = new Map(events.map(([type, { post }]) => [type, post.description]));
  const enums = new Map(
    documents
      .flatMap(({ components }) => Object.entries(components.schemas))
      .filter(([, schema]) => schema.enum !== undefined),
  );
  return [
    problemRegistry(problems),
    ...deadlinesAndEffects(lifecycles),
    ...[...enums].map(([name, schema]) =>
      enumRegistry(name, schema, (value) => states.get(`${name} ${value}`) ?? types.get(value)),
    ),
  ];
}

function problemRegistry(text: string): Registry {
  const problems = parse(text) as Record<string, { status: number; description: string; fix: string }>;
  return {
    name: 'problems',
    description: 'Every `code` that a problem has.',
    columns: ['code', 'status', 'answered when', 'what the caller does'],
    values: Object.entries(problems).map(([value, { status, description, fix }]) => ({
      value,
      description,
      more: [String(status), description, fix],
    })),
  };
}

function deadlinesAndEffects({ deadlines, effects }: Lifecycles): Registry[] {
  return [
    {
      name: 'deadlines',
      description: 'What runs out, and what sets it: a member of the policy or of discovery, or a duration.',
      columns: ['deadline', 'set by', 'when it comes'],
      values: Object.entries(deadlines).map(([value, { policy, description }]) => ({
        value,
        description,
        more: [policy === undefined ? '' : `\`${policy}\``, description],
      })),
    },
    {
      name: 'effects',
      description: 'What follows from a transition, in the same transaction.',
      columns: ['effect', 'meaning'],
      values: Object.entries(effects).map(([value, description]) => ({ value, description })),
    },
  ];
}

/** `schema state` to what `lifecycles.yaml` says of it. */
function statesBySchema({ lifecycles }: Lifecycles): ReadonlyMap<string, string> {
  return new Map(
    Object.values(lifecycles).flatMap(({ schema, states }) =>
      Object.entries(states).map(([state, { description }]) => [`${schema} ${state}`, description] as const),
    ),
  );
}

function enumRegistry(
  name: string,
  schema: EnumSchema,
  known: (value: string) => string | undefined,
): Registry {
  const { description = '', enum: values = [], 'x-enumDescriptions': own = {} } = schema;
  return {
    name,
    description: description.replace(/\s+/g, ' ').trim(),
    columns: ['value', 'meaning'],
    values: values.map((value) => ({
      value,
      description: own[value] ?? known(value) ?? '',
    })),
  };
}

const annex = 'spec/standard/annex-registries.md';

/**
 * What the annex of registries lacks: a registry without a block of its own, a value that its block does not name, and
 * a value that nothing says the meaning of.
 */
export function registryFaults(page: Page, registries: readonly Registry[]): Fault[] {
  const blocks = blocksOf(page);
  return registries.flatMap(({ name, description, values }) => {
    const block = blocks.get(name);
    if (block === undefined) {
      return [
        {
          place: annex,
          message: `the registry ${name} is missing; add \`<!-- registry: ${name} -->\` and \`<!-- end -->\``,
        },
      ];
    }
    const said = (text: string, value: string) => text.includes(`\`${value}\``);
    const missing = values.filter(({ value }) => !said(block.text, value));
    const bare = values.filter((each) => each.description === '' && !said(description, each.value));
    return [
      ...missing.map(({ value }) => `${name} lacks \`${value}\`; run \`pnpm generate\``),
      ...bare.map(
        ({ value }) =>
          `nothing says what \`${value}\` of ${name} means; add it to \`x-enumDescriptions\` of the schema`,
      ),
    ].map((message) => ({ place: `${annex}:${block.line}`, message }));
  });
}

/** The registry blocks of a page, by name. */
function blocksOf({ text }: Page): ReadonlyMap<string, { readonly line: number; readonly text: string }> {
  const found = new Map<string, { line: number; text: string }>();
  let current: { line: number; text: string } | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const [, kind, name = ''] = blockStart.exec(line) ?? [];
    if (kind === 'registry') {
      current = { line: index + 1, text: '' };
      found.set(name, current);
    } else if (blockEnd.test(line)) {
      current = undefined;
    } else if (current !== undefined) {
      current.text += `${line}\n`;
    }
  }
  return found;
}

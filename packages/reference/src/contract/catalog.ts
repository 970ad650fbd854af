import { problems } from '@open-return-forwarding/protocol';
import type { ApiDocument, Schema } from './document.ts';
import { type Operation, operationsOf } from './operation.ts';

/** Operations of one resource, shown on one page. */
export interface Group {
  readonly name: string;
  readonly slug: string;
  readonly description: string;
  readonly operations: readonly Operation[];
}

/** One kind of event, and the schema of what is posted for it. */
export interface EventType {
  readonly type: string;
  readonly description: string;
  readonly schemaName: string;
}

/** Who mentions a schema: operations by id, other schemas by name. */
export interface Usage {
  readonly operations: Set<string>;
  readonly schemas: Set<string>;
}

/** The whole contract, ordered as the reference shows it. */
export interface Catalog {
  readonly api: ApiDocument;
  readonly testControl: ApiDocument;
  /** Groups of the protocol; those of test control stand apart. */
  readonly groups: readonly Group[];
  readonly controlGroups: readonly Group[];
  readonly operations: ReadonlyMap<string, Operation>;
  readonly schemas: ReadonlyMap<string, Schema>;
  readonly usage: ReadonlyMap<string, Usage>;
  readonly events: readonly EventType[];
  /** Where a word that stands alone as code leads: operations, schemas, problem codes, events. */
  readonly places: ReadonlyMap<string, string>;
}

/** Orders both documents of the contract. Throws when a reference in them leads nowhere. */
export function catalogOf(documents: { api: ApiDocument; testControl: ApiDocument }): Catalog {
  const { api, testControl } = documents;
  const groups = groupsOf(api, (name) => name.toLowerCase());
  const controlGroups = groupsOf(testControl, () => 'test-control');
  const all = [...groups, ...controlGroups].flatMap((group) => group.operations);
  const schemas = new Map(
    Object.entries({ ...testControl.components.schemas, ...api.components.schemas }).sort(
      ([left], [right]) => (left < right ? -1 : 1),
    ),
  );
  const events = eventsOf(api);
  return {
    ...documents,
    groups,
    controlGroups,
    operations: new Map(all.map((operation) => [operation.id, operation])),
    schemas,
    usage: usageOf(all, schemas),
    events,
    places: new Map([
      ...[...schemas.keys()].map((name) => [name, schemaPath(name)] as const),
      ...Object.keys(problems).map((code) => [code, problemPath(code)] as const),
      ...events.map(({ type }) => [type, eventPath(type)] as const),
      ...[...groups, ...controlGroups].flatMap(({ slug, operations }) =>
        operations.map(({ id }) => [id, `${groupPath(slug)}#${id}`] as const),
      ),
    ]),
  };
}

export const groupPath = (slug: string) => `/docs/api/${slug}`;
export const schemaPath = (name: string) => `/docs/api/schemas/${name}`;
export const problemPath = (code: string) => `/problems/${code}`;
export const eventPath = (type: string) => `/docs/api/webhook-events#${type}`;

/** The name behind a reference to a schema. */
export function refName({ $ref }: Schema): string | undefined {
  return $ref?.slice('#/components/schemas/'.length);
}

function groupsOf(document: ApiDocument, slugOf: (name: string) => string): Group[] {
  const operations = operationsOf(document);
  return document.tags.map(({ name, description }) => ({
    name,
    slug: slugOf(name),
    description,
    operations: operations.filter(({ tag }) => tag === name),
  }));
}

function eventsOf({ webhooks = {} }: ApiDocument): EventType[] {
  return Object.entries(webhooks).map(([type, { post }]) => {
    const schemaName = refName(post?.requestBody?.content['application/json']?.schema ?? {});
    if (post === undefined || schemaName === undefined) throw new Error(`${type} names no schema`);
    return { type, description: post.description, schemaName };
  });
}

function usageOf(operations: readonly Operation[], schemas: ReadonlyMap<string, Schema>): Map<string, Usage> {
  const usage = new Map<string, Usage>();
  const of = (name: string): Usage => {
    const found = usage.get(name) ?? { operations: new Set(), schemas: new Set() };
    usage.set(name, found);
    return found;
  };
  for (const { id, parameters, request, responses } of operations) {
    const used = [
      parameters,
      request?.schema,
      responses.flatMap(({ bodies }) => bodies.map((b) => b.schema)),
    ];
    for (const name of refsIn(used)) of(name).operations.add(id);
  }
  for (const [owner, schema] of schemas) for (const name of refsIn(schema)) of(name).schemas.add(owner);
  return usage;
}

/** Names of the schemas that a value refers to, at any depth. */
function refsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(refsIn);
  if (typeof value !== 'object' || value === null) return [];
  const name = '$ref' in value && typeof value.$ref === 'string' ? refName({ $ref: value.$ref }) : undefined;
  return [...(name === undefined ? [] : [name]), ...Object.values(value).flatMap(refsIn)];
}

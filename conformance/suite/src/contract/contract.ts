import { at, type Documents, isObject, type Json, type JsonObject } from './documents.ts';
import { type SchemaCheck, schemaChecks } from './schemas.ts';

/** One operation as the published documents describe it. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  /** With parameters in braces: `/v1/returns/{return_id}`. */
  readonly path: string;
  /** `test_control` for the second document. */
  readonly profile: string;
  readonly scopes: readonly string[];
  /** Public operations need no token. */
  readonly isPublic: boolean;
  readonly takesKey: boolean;
  /** Whether it can, or has to, be called with `If-Match`. */
  readonly tag: 'none' | 'optional' | 'required';
  readonly takesBody: boolean;
  /** A body that the contract gives as an example. */
  readonly example: Json | undefined;
  /** Status → headers that such an answer has to have, in lower case. */
  readonly requiredHeaders: ReadonlyMap<number, readonly string[]>;
  /** Status → media type → name of the schema check, undefined for a body that is no JSON. */
  readonly answers: ReadonlyMap<number, ReadonlyMap<string, SchemaCheck | undefined>>;
  readonly query: readonly string[];
  /** Query parameters that have to be there, each with a value that it may have. */
  readonly requiredQuery: Readonly<Record<string, string>>;
  readonly problems: readonly string[];
}

/** The states of one kind of object. */
export interface LifeCycle {
  readonly initial: readonly string[];
  readonly terminal: readonly string[];
  readonly transitions: readonly Transition[];
}

/** One row of a life cycle. */
export interface Transition {
  /** What fires it. */
  readonly on: string;
  readonly kind: 'command' | 'deadline' | 'effect';
  readonly from: readonly string[];
  readonly to: string;
}

/** The contract as the suite needs it. */
export interface Contract {
  readonly version: string;
  readonly operations: ReadonlyMap<string, Operation>;
  /** The status that each code of the register of problems comes with. */
  readonly problems: ReadonlyMap<string, number>;
  /** By the kind of object: return, listing, order, forward, refund, dispute. */
  readonly lifeCycles: ReadonlyMap<string, LifeCycle>;
  /** A check of a named schema. Throws where there is none of that name. */
  schema(name: string): SchemaCheck;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** Reads both documents of the contract. */
export function readContract(documents: Documents): Contract {
  const schemas = schemaChecks(documents);
  const main = documents.read('openapi.yaml');
  const operations = [
    ...operationsIn({ documents, schemas, file: 'openapi.yaml' }),
    ...operationsIn({ documents, schemas, file: 'test-control.openapi.yaml' }),
  ];
  return {
    version: String(isObject(main.info) ? main.info.version : ''),
    operations: new Map(operations.map((operation) => [operation.id, operation])),
    problems: new Map(
      Object.entries(documents.read('problems.yaml')).map(([code, entry]) => [
        code,
        Number(at(entry, '/status')),
      ]),
    ),
    lifeCycles: lifeCyclesIn(documents),
    schema: (name) => schemas.named(name),
  };
}

function lifeCyclesIn(documents: Documents): Contract['lifeCycles'] {
  const tables = Object.entries(objectIn(documents.read('lifecycles.yaml'), 'lifecycles'));
  return new Map(tables.map(([kind, table]) => [kind, table as unknown as LifeCycle]));
}

interface Source {
  readonly documents: Documents;
  readonly schemas: ReturnType<typeof schemaChecks>;
  readonly file: string;
}

function* operationsIn(source: Source): Generator<Operation> {
  const { documents, file } = source;
  for (const [path, reference] of Object.entries(objectIn(documents.read(file), 'paths'))) {
    const item = documents.follow(reference, file);
    for (const method of METHODS) {
      const operation = isObject(item.value) ? item.value[method] : undefined;
      if (isObject(operation)) yield operationOf(source, { path, method, operation, file: item.file });
    }
  }
}

interface Found {
  readonly path: string;
  readonly method: string;
  readonly operation: JsonObject;
  /** The file that the operation stands in. */
  readonly file: string;
}

function operationOf(source: Source, { path, method, operation, file }: Found): Operation {
  const parameters = listIn(operation, 'parameters').map((each) => source.documents.follow(each, file).value);
  const security = listIn(operation, 'security');
  const named = (place: string) =>
    parameters.flatMap((each) => (isObject(each) && each.in === place ? [String(each.name)] : []));
  return {
    id: String(operation.operationId),
    method: method.toUpperCase(),
    path,
    profile: source.file === 'openapi.yaml' ? String(operation['x-orf-profile']) : 'test_control',
    scopes: security.flatMap((each) =>
      isObject(each) && Array.isArray(each.bearer) ? each.bearer.map(String) : [],
    ),
    isPublic: security.length === 0,
    takesKey: named('header').includes('Idempotency-Key'),
    tag: tagOf(parameters),
    takesBody: operation.requestBody !== undefined,
    example: exampleOf(source, operation, file),
    requiredHeaders: requiredHeadersOf(source, objectIn(operation, 'responses'), file),
    answers: answersOf(source, objectIn(operation, 'responses'), file),
    query: named('query'),
    requiredQuery: requiredQueryOf(source, parameters, file),
    problems: listIn(operation, 'x-orf-problems').map(String),
  };
}

function requiredQueryOf(
  { documents }: Source,
  parameters: readonly (Json | undefined)[],
  file: string,
): Operation['requiredQuery'] {
  const required = parameters.filter(
    (each): each is JsonObject => isObject(each) && each.in === 'query' && each.required === true,
  );
  const values = required.map((each) => {
    const schema = documents.follow(each.schema, file).value;
    return [String(each.name), String(each.example ?? at(schema, '/enum/0') ?? '')] as const;
  });
  return Object.fromEntries(values);
}

function tagOf(parameters: readonly (Json | undefined)[]): Operation['tag'] {
  const tag = parameters.find((each) => isObject(each) && each.name === 'If-Match');
  if (!isObject(tag)) return 'none';
  return tag.required === true ? 'required' : 'optional';
}

function exampleOf({ documents }: Source, operation: JsonObject, file: string): Json | undefined {
  const examples = at(operation, '/requestBody/content/application~1json/examples');
  const [first] = isObject(examples) ? Object.values(examples) : [];
  return at(documents.follow(first, file).value, '/value');
}

function requiredHeadersOf(
  { documents }: Source,
  responses: JsonObject,
  file: string,
): Operation['requiredHeaders'] {
  const required = Object.entries(responses).map(([status, reference]) => {
    const response = documents.follow(reference, file);
    const headers = isObject(response.value) ? Object.entries(objectIn(response.value, 'headers')) : [];
    const names = headers
      .filter(([, header]) => at(documents.follow(header, response.file).value, '/required') === true)
      .map(([name]) => name.toLowerCase());
    return [Number(status), names] as const;
  });
  return new Map(required);
}

function answersOf(
  { documents, schemas }: Source,
  responses: JsonObject,
  file: string,
): Operation['answers'] {
  const answers = Object.entries(responses).map(([status, reference]) => {
    const response = documents.follow(reference, file);
    const content = isObject(response.value) ? objectIn(response.value, 'content') : {};
    const bodies = Object.entries(content).map(([media, body]) => {
      const schema = isObject(body) ? body.schema : undefined;
      const isJson = media.endsWith('json') && schema !== undefined;
      return [media, isJson ? schemas.inline(schema, response.file) : undefined] as const;
    });
    return [Number(status), new Map(bodies)] as const;
  });
  return new Map(answers);
}

function objectIn(value: JsonObject, member: string): JsonObject {
  const found = value[member];
  return isObject(found) ? found : {};
}

function listIn(value: JsonObject, member: string): readonly Json[] {
  const found = value[member];
  return Array.isArray(found) ? found : [];
}

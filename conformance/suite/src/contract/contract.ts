import { type Documents, isObject, type Json, type JsonObject } from './documents.ts';
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
  /** Status → media type → name of the schema check, undefined for a body that is no JSON. */
  readonly answers: ReadonlyMap<number, ReadonlyMap<string, SchemaCheck | undefined>>;
  readonly query: readonly string[];
  readonly problems: readonly string[];
}

/** The contract as the suite needs it. */
export interface Contract {
  readonly version: string;
  readonly operations: ReadonlyMap<string, Operation>;
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
    schema: (name) => schemas.named(name),
  };
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
    answers: answersOf(source, objectIn(operation, 'responses'), file),
    query: named('query'),
    problems: listIn(operation, 'x-orf-problems').map(String),
  };
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

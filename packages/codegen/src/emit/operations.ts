import type { Answer, ApiDocument, Header, MediaType, Operation, Parameter } from '../read/model.ts';
import { type GeneratedFile, header, member, pascal } from './file.ts';
import { valueType } from './parameter-shape.ts';

// The runtime writes these itself; a handler cannot.
const runtimeHeaders = new Set(['ORF-Request-Id', 'RateLimit', 'RateLimit-Policy']);

/** Request and response types per operation, and the table of handlers per profile. */
export function emitOperations(api: ApiDocument, up: string): GeneratedFile {
  const profiles = [...new Set(api.operations.map((operation) => operation.profile))];
  const text = [
    `import type { Handler } from '${up}operation-info.ts';`,
    "import type * as Schemas from './schemas.ts';\n",
    ...api.operations.map((operation) => operationTypes(api, operation)),
    ...profiles.map((profile) => handlerTable(api, profile)),
    '/** A table per declared profile; a profile without one is answered `profile_not_supported`. */',
    'export interface ProfileHandlers<Context> {',
    ...profiles.map((profile) => `  readonly ${member(profile)}?: ${pascal(profile)}Handlers<Context>;`),
    '}\n',
  ].join('\n');
  return { path: 'operations.ts', text: header(api.source) + text };
}

function operationTypes(api: ApiDocument, operation: Operation): string {
  const name = pascal(operation.id);
  const body = operation.request?.media
    .map((media) => (media.schema ? `Schemas.${media.schema}` : 'Uint8Array'))
    .join(' | ');
  const optional = operation.request?.required === false ? ' | undefined' : '';
  return [
    `/** ${operation.method.toUpperCase()} ${operation.path} */`,
    `export interface ${name}Request {`,
    ...(['path', 'query'] as const).map(
      (place) => `  readonly ${place}: ${parameterTypes(api, operation, place)};`,
    ),
    `  readonly headers: ${parameterTypes(api, operation, 'header')};`,
    `  readonly body: ${body === undefined ? 'undefined' : body + optional};`,
    '}',
    `/** ${operation.summary || operation.id} */`,
    `export type ${name}Response =${answerTypes(api, operation)};\n`,
  ].join('\n');
}

function parameterTypes(api: ApiDocument, operation: Operation, place: Parameter['in']): string {
  const chosen = operation.parameters.filter((parameter) => parameter.in === place);
  if (chosen.length === 0) return 'Readonly<Record<never, never>>';
  const members = chosen.map((parameter) => {
    const present = parameter.required || parameter.schema.default !== undefined;
    return `readonly ${member(parameter.name)}${present ? '' : '?'}: ${valueType(api.bundle, parameter.schema)}`;
  });
  return `{ ${members.join('; ')} }`;
}

function answerTypes(api: ApiDocument, operation: Operation): string {
  const successes = operation.answers.filter((answer) => answer.status < 400);
  const branches = successes.flatMap((answer) =>
    (answer.media.length === 0 ? [undefined] : answer.media).map((media) => answerType(api, answer, media)),
  );
  return branches.length === 0 ? ' never' : branches.map((branch) => `\n  | ${branch}`).join('');
}

function answerType(api: ApiDocument, answer: Answer, media: MediaType | undefined): string {
  const members = [`readonly status: ${answer.status}`];
  if (media?.schema !== undefined) members.push(`readonly body: Schemas.${media.schema}`);
  else if (media !== undefined)
    members.push(`readonly mediaType: '${media.mediaType}'`, 'readonly body: Uint8Array');
  const headers = answer.headers.filter((one) => !runtimeHeaders.has(one.name));
  if (headers.length > 0) {
    const optional = headers.every((one) => !one.required) ? '?' : '';
    members.push(`readonly headers${optional}: { ${headers.map((one) => headerType(api, one)).join('; ')} }`);
  }
  return `{ ${members.join('; ')} }`;
}

function headerType(api: ApiDocument, one: Header): string {
  return `readonly ${member(one.name)}${one.required ? '' : '?'}: ${valueType(api.bundle, one.schema)}`;
}

function handlerTable(api: ApiDocument, profile: string): string {
  const rows = api.operations
    .filter((operation) => operation.profile === profile)
    .map(({ id }) => `  readonly ${id}: Handler<Context, ${pascal(id)}Request, ${pascal(id)}Response>;`);
  return [
    `/** Every operation of the profile \`${profile}\`; none may be missing. */`,
    `export type ${pascal(profile)}Handlers<Context> = {`,
    ...rows,
    '};\n',
  ].join('\n');
}

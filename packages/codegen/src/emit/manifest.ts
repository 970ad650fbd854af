import type { ApiDocument, Header, Operation, Parameter } from '../read/model.ts';
import { type GeneratedFile, header, literal } from './file.ts';
import { valueShape } from './parameter-shape.ts';

/** What the runtime has to know of each operation, by operationId. `up` leads from the file to the protocol's sources. */
export function emitManifest(api: ApiDocument, up: string): GeneratedFile {
  const answers = new Map<string, string>();
  const rows = api.operations.map((operation) => {
    const info = literal(operationInfo(api, operation), '  ').replace(/\}$/, '');
    return `  ${operation.id}: ${info.trimEnd()}\n    responses: { ${responseTable(api, operation, answers)} },\n  },\n`;
  });
  const constants = [...answers].map(([text, name]) => `const ${name}: ResponseInfo = ${text};\n`).join('');
  const text = `import type { OperationInfo, ResponseInfo } from '${up}operation-info.ts';

${constants}
export type OperationId =${api.operations.map(({ id }) => `\n  | '${id}'`).join('')};

export const manifest: Readonly<Record<OperationId, OperationInfo>> = {
${rows.join('')}};
`;
  return { path: 'manifest.ts', text: header(api.source) + text };
}

// The same few answers come with every operation, so each is written once and named.
function responseTable(api: ApiDocument, operation: Operation, answers: Map<string, string>): string {
  const entries = operation.answers.map((answer) => {
    const text = literal({ media: answer.media, headers: answer.headers.map((one) => headerInfo(api, one)) });
    const name = answers.get(text) ?? `answer${answers.size + 1}`;
    answers.set(text, name);
    return `${answer.status}: ${name}`;
  });
  return entries.join(', ');
}

function operationInfo(api: ApiDocument, operation: Operation): object {
  const { id, method, path, profile, security, idempotent, request, problems } = operation;
  return {
    operationId: id,
    method,
    path,
    profile,
    security: { kind: security.kind, ...(security.header ? { header: security.header } : {}) },
    scopes: security.scopes,
    idempotent,
    parameters: operation.parameters.map((parameter) => parameterInfo(api, parameter)),
    ...(request === undefined ? {} : { request }),
    problems,
  };
}

function parameterInfo(api: ApiDocument, parameter: Parameter): object {
  const fallback = parameter.schema.default;
  return {
    in: parameter.in,
    name: parameter.name,
    required: parameter.required,
    ...(fallback === undefined ? {} : { default: fallback }),
    ...(parameter.explode ? {} : { explode: false }),
    shape: valueShape(api.bundle, parameter.schema) ?? { kind: 'string' },
  };
}

function headerInfo(api: ApiDocument, one: Header): object {
  return {
    name: one.name,
    required: one.required,
    shape: valueShape(api.bundle, one.schema) ?? { kind: 'string' },
  };
}

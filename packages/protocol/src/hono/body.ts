import { fieldErrors, unknownMember } from '../body-violations.ts';
import type { OperationInfo, ProtocolContract, SchemaViolation } from '../operation-info.ts';
import { ProblemError } from '../problem.ts';
import { parseStrictJson } from '../strict-json.ts';

export const maximumBodyBytes = 65_536;

/** A body as text and as the value that the schema of the operation allows. */
export interface ReadBody {
  readonly text: string;
  readonly value: unknown;
}

/** How a request's body is to be read. */
export interface BodyRules {
  readonly contract: ProtocolContract;
  readonly maximumBytes: number;
  /** Whether the client is of a newer version, so that members which are unknown here are ignored. */
  readonly open: boolean;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads the body of an operation that takes one. Throws, in this order, `unsupported_media_type`, `body_too_large`,
 * `invalid_encoding`, what `parseStrictJson` throws, and `invalid_body` with an error per violation.
 */
export async function readBody(
  operation: OperationInfo,
  request: Request,
  rules: BodyRules,
): Promise<ReadBody> {
  const info = operation.request;
  if (info === undefined) return { text: '', value: undefined };
  const type = request.headers.get('content-type');
  if (type === null && !info.required) {
    const bytes = await readBytes(request, rules.maximumBytes);
    if (bytes.length === 0) return { text: '', value: undefined };
  }
  refuseMediaType(
    type,
    request.headers.get('content-encoding'),
    info.media.map((media) => media.mediaType),
  );
  const text = decodeUtf8(await readBytes(request, rules.maximumBytes));
  const value = parseStrictJson(text);
  const schema = info.media[0]?.schema;
  if (schema !== undefined) checkBody(schema, value, rules);
  return { text, value };
}

function refuseMediaType(type: string | null, encoding: string | null, accepted: readonly string[]): void {
  const [name = '', ...parameters] = (type ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const readable = parameters.every(
    (parameter) => !parameter.startsWith('charset') || /^charset="?utf-8"?$/.test(parameter),
  );
  const plain = encoding === null || encoding.toLowerCase() === 'identity';
  if (!accepted.includes(name) || !readable || !plain) throw new ProblemError('unsupported_media_type');
}

async function readBytes(request: Request, limit: number): Promise<Uint8Array> {
  const length = request.headers.get('content-length');
  if (length !== null && Number(length) > limit) throw new ProblemError('body_too_large');
  if (length !== null) return new Uint8Array(await request.arrayBuffer());
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    size += read.value.length;
    if (size > limit) {
      await reader.cancel();
      throw new ProblemError('body_too_large');
    }
    chunks.push(read.value);
  }
  return joined(chunks, size);
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new ProblemError('invalid_encoding');
  }
}

function checkBody(schema: string, value: unknown, { contract, open }: BodyRules): void {
  const validate = contract.validators[schema];
  if (validate === undefined) throw new Error(`There is no validator for ${schema}`);
  if (validate(value)) return;
  if (open && ignoreUnknown(value, validate.errors ?? []) && validate(value)) return;
  const errors = fieldErrors(validate.errors ?? []);
  const detail = errors.map((error) => `\`${error.pointer || '/'}\` ${error.detail}`).join('; ');
  throw new ProblemError('invalid_body', { detail, errors });
}

/** Takes members that are unknown here out of a newer client's body; false when there is none. */
function ignoreUnknown(value: unknown, violations: readonly SchemaViolation[]): boolean {
  let ignored = false;
  for (const violation of violations) {
    const name = unknownMember(violation);
    if (name === undefined) continue;
    const holder = violation.instancePath.split('/').slice(1).reduce<unknown>(step, value);
    ignored = Reflect.deleteProperty(holder as object, name) || ignored;
  }
  return ignored;
}

function step(value: unknown, token: string): unknown {
  return (value as Readonly<Record<string, unknown>>)[token.replaceAll('~1', '/').replaceAll('~0', '~')];
}

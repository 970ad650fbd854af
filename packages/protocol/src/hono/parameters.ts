import type { FieldError } from '../generated/schemas.ts';
import type { OperationInfo, ParameterInfo, ProtocolContract } from '../operation-info.ts';
import { ProblemError } from '../problem.ts';
import type { DecodedRequest } from './options.ts';
import { type Decoded, decodeItems, decodeValue } from './value.ts';

/** Where the parameters of one request stand before they are decoded. */
export interface ParameterSource {
  readonly path: Readonly<Record<string, string>>;
  /** The query as it came, without the question mark. */
  readonly query: string;
  readonly header: (name: string) => string | undefined;
}

/** How a request's parameters are to be read. */
export interface ParameterRules {
  readonly formats: ProtocolContract['formats'];
  /** Whether the client is of a newer version, so that unknown query parameters are ignored. */
  readonly open: boolean;
}

type Decoding = Pick<DecodedRequest, 'path' | 'query' | 'headers'>;

/**
 * Decodes the declared parameters strictly and fills in declared defaults. Throws `invalid_parameter` naming every
 * parameter that is unknown, repeated, missing or wrong, `precondition_required` for a missing `If-Match`, and
 * `idempotency_key_required`.
 */
export function decodeParameters(
  operation: OperationInfo,
  source: ParameterSource,
  rules: ParameterRules,
): Decoding {
  const values = { path: {}, query: {}, header: {} } as Record<ParameterInfo['in'], Record<string, unknown>>;
  const query = new URLSearchParams(source.query);
  const errors = rules.open || source.query === '' ? [] : unknownParameters(operation, query);
  for (const parameter of operation.parameters) {
    if (isIdempotencyKey(parameter)) continue;
    const decoded = decodeOne(parameter, textsOf(parameter, source, query), rules);
    if (decoded === undefined) continue;
    if ('value' in decoded) values[parameter.in][parameter.name] = decoded.value;
    else errors.push({ parameter: parameter.name, ...decoded.flaw });
  }
  if (errors.length > 0) throw invalidParameter(errors);
  if (operation.idempotent)
    values.header['Idempotency-Key'] = idempotencyKey(source.header('Idempotency-Key'));
  return { path: values.path, query: values.query, headers: values.header };
}

function isIdempotencyKey(parameter: ParameterInfo): boolean {
  return parameter.in === 'header' && parameter.name === 'Idempotency-Key';
}

function unknownParameters(operation: OperationInfo, query: URLSearchParams): FieldError[] {
  const declared = operation.parameters
    .filter((parameter) => parameter.in === 'query')
    .map(({ name }) => name);
  return [...new Set(query.keys())]
    .filter((name) => !declared.includes(name) && !name.startsWith('x_'))
    .slice(0, 20)
    .map((name) => ({
      parameter: name.slice(0, 64),
      code: 'unknown_member',
      detail: 'is not a parameter of this operation',
    }));
}

function textsOf(
  parameter: ParameterInfo,
  source: ParameterSource,
  query: URLSearchParams,
): readonly string[] {
  if (parameter.in === 'query') return query.getAll(parameter.name);
  const text = parameter.in === 'path' ? source.path[parameter.name] : source.header(parameter.name);
  return text === undefined ? [] : [text];
}

function decodeOne(
  parameter: ParameterInfo,
  texts: readonly string[],
  { formats }: ParameterRules,
): Decoded | undefined {
  const [text, ...more] = texts;
  if (text === undefined) return missing(parameter);
  const separate =
    parameter.shape.kind === 'array' && parameter.in === 'query' && parameter.explode !== false;
  if (more.length > 0 || separate) {
    const repeatable = separate ? parameter.shape : ({ kind: 'boolean' } as const);
    return decodeItems(repeatable, texts, formats);
  }
  return decodeValue(parameter.shape, text, formats);
}

function missing(parameter: ParameterInfo): Decoded | undefined {
  if (parameter.default !== undefined) return { value: parameter.default };
  if (!parameter.required) return undefined;
  if (parameter.in === 'header' && parameter.name === 'If-Match')
    throw new ProblemError('precondition_required');
  return { flaw: { code: 'missing_member', detail: 'is required' } };
}

function invalidParameter(errors: readonly FieldError[]): ProblemError {
  const detail = errors.map((error) => `\`${error.parameter}\` ${error.detail}`).join('; ');
  return new ProblemError('invalid_parameter', { detail, errors });
}

/** The key without the quotes that a structured field has: the bare and the quoted form are one key. */
function idempotencyKey(text: string | undefined): string {
  const key = text?.replace(/^"(.*)"$/s, '$1') ?? '';
  if (/^[\x21-\x7E]{1,255}$/.test(key)) return key;
  throw new ProblemError('idempotency_key_required');
}

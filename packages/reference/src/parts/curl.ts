import type { ParameterObject } from '../contract/document.ts';
import type { Operation } from '../contract/operation.ts';
import type { Context } from './context.ts';

/** A command that calls the operation with its first example, ready for a POSIX shell. */
export function curl(operation: Operation, { origin, token }: Context): string {
  const { method, security, parameters, request } = operation;
  const bearer =
    security === 'bearer' ? token : `$${security === 'testControl' ? 'TEST_CONTROL' : 'RATING_TOKEN'}`;
  const body = request?.examples[0]?.value;
  const parts = [
    method === 'get' ? 'curl' : `curl -X ${method.toUpperCase()}`,
    quoted(`${origin}${filledPath(operation)}`),
    security && `-H "Authorization: Bearer ${bearer}"`,
    ...parameters.filter((parameter) => parameter.in === 'header' && parameter.required).map(header),
    body !== undefined && "-H 'Content-Type: application/json'",
    body !== undefined && `--data ${quoted(JSON.stringify(body, null, 2))}`,
  ];
  return parts.filter((part) => typeof part === 'string').join(' \\\n  ');
}

/** Shell variables stand for ids: the reader has to put in one of their own. */
function filledPath({ path, parameters }: Operation): string {
  return path.replaceAll(/\{([^}]+)\}/g, (_whole, name: string) => {
    const example = parameters.find((parameter) => parameter.name === name)?.example;
    return example === undefined ? `{${name}}` : String(example);
  });
}

function header({ name, example }: ParameterObject): string {
  if (name === 'Idempotency-Key') return '-H "Idempotency-Key: $(uuidgen)"';
  return `-H ${quoted(`${name}: ${String(example ?? '')}`)}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

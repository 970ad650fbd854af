import type { WireRequest } from '../driver/step.ts';

/** A command that repeats a request. Tokens stand as variables: they are never in a report. */
export function curl(url: string, request: WireRequest): string {
  if (request.raw !== undefined) return rawly(url, request);
  const parts = [`curl -i -X ${request.method} ${quoted(url + request.path)}`];
  if (request.credential !== 'none')
    parts.push(`-H "Authorization: Bearer $${variable(request.credential)}"`);
  for (const [name, value] of Object.entries(request.headers))
    parts.push(`-H ${quoted(`${name}: ${value}`)}`);
  if (request.body !== undefined && 'text' in request.body)
    parts.push(`--data-raw ${quoted(request.body.text)}`);
  const bytes = request.body !== undefined && 'base64' in request.body ? request.body.base64 : undefined;
  const piped = bytes === undefined ? '' : `echo ${bytes} | base64 -d | `;
  return `${piped}${parts.join(' ')}${bytes === undefined ? '' : ' --data-binary @-'}`;
}

function rawly(url: string, { raw }: WireRequest): string {
  const { hostname, port, protocol } = new URL(url);
  const base64 =
    raw !== undefined && 'text' in raw ? Buffer.from(raw.text).toString('base64') : (raw?.base64 ?? '');
  return `echo ${base64} | base64 -d | nc ${hostname} ${port || (protocol === 'https:' ? 443 : 80)}`;
}

/** `all_scopes` → `ORF_TOKEN_ALL_SCOPES`. */
function variable(credential: string): string {
  return `ORF_TOKEN_${credential.toUpperCase()}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

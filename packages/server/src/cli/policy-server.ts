import type { Policy, PolicyFinding, Problem } from '@open-return-forwarding/protocol';
import { ConfigError } from '../config.ts';
import type { PolicySource } from './policy-source.ts';

/** The policies behind a server's API. */
export function remoteSource(url: string, token: string): PolicySource {
  const call = callerOf(url.replace(/\/+$/, ''), token);
  return {
    validate: async (document) => {
      const answer = await call('POST', '/v1/policy/validate', { body: document });
      return (answer as { readonly findings: PolicyFinding[] }).findings;
    },
    read: async (version) => {
      const path = version === undefined ? '/v1/policy' : `/v1/policy/versions/${version}`;
      return (await call('GET', path)) as Policy;
    },
    put: async (settings, seen) =>
      (await call('PUT', '/v1/policy', { body: settings, headers: { 'If-Match': `"${seen}"` } })) as Policy,
    close: async () => undefined,
  };
}

interface Sent {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

function callerOf(base: string, token: string) {
  return async (method: string, path: string, { body, headers = {} }: Sent = {}): Promise<unknown> => {
    const response = await reach(`${base}${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (response.ok) return JSON.parse(text);
    throw new ConfigError(`${method} ${base}${path}: ${inWords(response.status, text)}`);
  };
}

async function reach(url: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(url, request);
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw new ConfigError(`${url} cannot be reached: ${cause instanceof Error ? cause.message : cause}`);
  }
}

function inWords(status: number, text: string): string {
  const { title, detail, errors = [] } = problemIn(text);
  const said =
    title === undefined ? `${status}` : [title, detail].filter((each) => each !== undefined).join(': ');
  const rows = errors.map((error) => `\n  ${error.pointer ?? error.parameter ?? ''} ${error.detail}`);
  return `${said}${rows.join('')}`;
}

function problemIn(text: string): Partial<Problem> {
  try {
    return JSON.parse(text) as Partial<Problem>;
  } catch {
    // A proxy in between answers in HTML: the status has to do.
    return {};
  }
}

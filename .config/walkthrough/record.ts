import { STATUS_CODES } from 'node:http';
import { manifest, type OperationInfo, webhookSchemas } from '../../packages/protocol/src/index.ts';
import { testControlManifest } from '../../packages/protocol/src/test-control.ts';
import type { Sandbox } from './sandbox.ts';

/** A body with the schema that it illustrates. */
export interface Body {
  readonly schema: string;
  readonly value: unknown;
}

/** One exchange, or one webhook, as the page shows it. */
export interface Exchange {
  readonly request: { readonly head: readonly string[]; readonly body?: Body };
  readonly answer: { readonly head: readonly string[]; readonly body?: Body };
}

/** A part of the page: what is said, what was asked and answered, and what was posted then. */
export interface Scene {
  readonly title: string;
  readonly text: string;
  readonly exchanges: readonly Exchange[];
  readonly webhooks: readonly Exchange[];
  /** The type of the one that is shown; the others are named. */
  readonly shows: string | undefined;
}

export interface Ask {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
  /** In place of the sandbox's own. */
  readonly token?: string;
}

const operations: Readonly<Record<string, OperationInfo>> = { ...manifest, ...testControlManifest };

/** Makes calls, and keeps what is to be shown of them. */
export class Recorder {
  readonly scenes: Scene[] = [];
  readonly #sandbox: Sandbox;
  #keys = 0;

  constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
  }

  /** Plays one scene: `play` makes its calls, then everything due is done, and what was posted belongs to it. */
  readonly scene = async (
    [title, text, shows]: readonly [title: string, text: string, shows?: string],
    play: (ask: Recorder['ask']) => Promise<void>,
  ): Promise<void> => {
    const exchanges: Exchange[] = [];
    const posted = this.#sandbox.messages.length;
    await play(async (id, input) => {
      const { exchange, value } = await this.#exchange(id, input);
      exchanges.push(exchange);
      return value;
    });
    await this.ask('advanceClock', { body: { seconds: 0 } });
    const webhooks = this.#sandbox.messages.slice(posted).map(webhookOf).sort(bySequence);
    this.scenes.push({ title, text, exchanges, webhooks, shows });
  };

  /** Makes a call that is not shown. Throws what was answered if it was refused. */
  readonly ask = async (id: string, input: Ask = {}): Promise<Record<string, never>> =>
    (await this.#exchange(id, input)).value;

  async #exchange(
    id: string,
    input: Ask = {},
  ): Promise<{ exchange: Exchange; value: Record<string, never> }> {
    const operation = operations[id];
    if (operation === undefined) throw new Error(`the contract has no operation ${id}`);
    this.#keys += operation.idempotent ? 1 : 0;
    const request = requestOf(operation, input, `walkthrough-${String(this.#keys).padStart(2, '0')}`);
    const response = await this.#sandbox.fetch(request.clone());
    const text = await response.text();
    if (!response.ok) throw new Error(`${id} was refused: ${response.status} ${text}`);
    const value = text === '' ? {} : JSON.parse(text);
    return { exchange: exchangeOf(operation, { request, input, response, value }), value };
  }
}

function requestOf(operation: OperationInfo, input: Ask, key: string): Request {
  const path = Object.entries(input.path ?? {}).reduce(
    (template, [name, value]) => template.replace(`{${name}}`, value),
    operation.path,
  );
  const query = new URLSearchParams(input.query);
  return new Request(`http://localhost:8787${path}${query.size === 0 ? '' : `?${query}`}`, {
    method: operation.method.toUpperCase(),
    headers: {
      ...authorization(operation, input.token ?? 'orf_test_sandbox'),
      ...(operation.idempotent && { 'Idempotency-Key': key }),
      ...(input.body && { 'Content-Type': 'application/json' }),
    },
    ...(input.body && { body: JSON.stringify(input.body) }),
  });
}

function authorization({ security }: OperationInfo, token: string): Record<string, string> {
  if (security.kind === 'public') return {};
  return { Authorization: `Bearer ${security.kind === 'testControl' ? 'orf_test_control' : token}` };
}

interface Made {
  readonly request: Request;
  readonly input: Ask;
  readonly response: Response;
  readonly value: unknown;
}

function exchangeOf(operation: OperationInfo, { request, input, response, value }: Made): Exchange {
  const { pathname, search } = new URL(request.url);
  const shown = ['authorization', 'idempotency-key', 'content-type'].flatMap((name) => header(request, name));
  const asked = operation.request?.media[0]?.schema;
  const answered = operation.responses[response.status]?.media[0]?.schema;
  return {
    request: {
      head: [`${request.method} ${pathname}${search}`, ...shown],
      ...(asked && input.body && { body: { schema: asked, value: input.body } }),
    },
    answer: {
      head: [`${response.status} ${STATUS_CODES[response.status]}`, ...header(response, 'location')],
      ...(answered && { body: { schema: answered, value } }),
    },
  };
}

function header({ headers }: Request | Response, name: string): string[] {
  const value = headers.get(name);
  const spelled = name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
  return value === null ? [] : [`${spelled}: ${value}`];
}

function webhookOf({ headers, body }: Sandbox['messages'][number]): Exchange {
  const value = JSON.parse(body) as { readonly type: keyof typeof webhookSchemas };
  const shown = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map(
    (name) => `${name}: ${headers[name]}`,
  );
  return {
    request: { head: ['POST /hooks', ...shown], body: { schema: webhookSchemas[value.type], value } },
    answer: { head: ['204 No Content'] },
  };
}

/** Messages come in any order; the page shows them in that of the event log. */
function bySequence(left: Exchange, right: Exchange): number {
  return idOf(left) < idOf(right) ? -1 : 1;
}

const idOf = ({ request }: Exchange) =>
  (request.body?.value as { readonly id?: string } | undefined)?.id ?? '';

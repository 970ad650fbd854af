/**
 * Checks and types what a server posts to a webhook endpoint. Needs nothing but Web standards: it runs in Node, in
 * browsers and at the edge.
 */
import { type WebhookEvent, webhookSchemas } from '@open-return-forwarding/protocol';
import { validators } from '@open-return-forwarding/protocol/validators';
import { hasValidSignature, keysOf } from './webhook-signature.ts';

export type { WebhookEvent, WebhookPayloads } from '@open-return-forwarding/protocol';

/**
 * Why a message is not taken. `missing_header`: one of the three is not there. `malformed`: the timestamp is no number,
 * or the body no event of the protocol. `too_old`, `too_new`: sent outside of the tolerance, perhaps a replay.
 * `bad_signature`: not signed with any of the secrets, or changed on the way.
 */
export type WebhookErrorCode = 'missing_header' | 'malformed' | 'too_old' | 'too_new' | 'bad_signature';

/** A message that must not be acted upon; answer it with 400. */
export class WebhookError extends Error {
  override readonly name = 'WebhookError';
  readonly code: WebhookErrorCode;

  constructor(code: WebhookErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** A message as frameworks hand it over; `body` as it came, byte for byte, never parsed and written anew. */
export interface ReceivedWebhook {
  readonly headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string | Uint8Array | ArrayBuffer;
}

export interface VerifyOptions {
  /** How far the time of sending may be from now, either way; 300 if left out. */
  readonly toleranceSeconds?: number;
  /** The present, for tests and for a sandbox whose clock was moved. */
  readonly now?: Date;
}

/**
 * The event of a message that was signed with one of the secrets (`whsec_…`; several while one is changed for another).
 * Messages come at least once and in any order: drop an `id` that was seen, and keep the highest `sequence` per subject.
 * A type that this version does not know is let through: ignore it, and answer with success.
 * @throws {WebhookError} for a message that must not be acted upon.
 * @throws {TypeError} for a secret that is none.
 */
export async function verifyWebhook(
  received: Request | ReceivedWebhook,
  secrets: string | readonly string[],
  { toleranceSeconds = 300, now = new Date() }: VerifyOptions = {},
): Promise<WebhookEvent> {
  const keys = await keysOf(typeof secrets === 'string' ? [secrets] : secrets);
  const id = header(received.headers, 'webhook-id');
  const timestamp = header(received.headers, 'webhook-timestamp');
  const signatures = header(received.headers, 'webhook-signature');
  requireFresh(timestamp, { toleranceSeconds, now });
  const body = await bytesOf(received);
  if (!(await hasValidSignature({ id, timestamp, signatures, body }, keys))) {
    throw new WebhookError('bad_signature', 'the message is not signed with any of the secrets');
  }
  return eventOf(body);
}

function header(headers: ReceivedWebhook['headers'], name: string): string {
  const value = headers instanceof Headers ? headers.get(name) : plainHeader(headers, name);
  if (typeof value !== 'string' || value === '') {
    throw new WebhookError('missing_header', `the header ${name} is missing`);
  }
  return value;
}

function plainHeader(headers: Exclude<ReceivedWebhook['headers'], Headers>, name: string): unknown {
  const value = Object.entries(headers).find(([each]) => each.toLowerCase() === name)?.[1];
  return Array.isArray(value) ? value.join(' ') : value;
}

function requireFresh(
  timestamp: string,
  { toleranceSeconds, now }: Required<Pick<VerifyOptions, 'toleranceSeconds' | 'now'>>,
): void {
  if (!/^\d{1,12}$/.test(timestamp)) {
    throw new WebhookError('malformed', 'webhook-timestamp is no number of seconds');
  }
  const age = Math.floor(now.getTime() / 1000) - Number(timestamp);
  if (age > toleranceSeconds) throw new WebhookError('too_old', `the message was sent ${age} seconds ago`);
  if (-age > toleranceSeconds)
    throw new WebhookError('too_new', `the message is dated ${-age} seconds ahead`);
}

async function bytesOf(received: Request | ReceivedWebhook): Promise<Uint8Array<ArrayBuffer>> {
  if (received instanceof Request) return new Uint8Array(await received.arrayBuffer());
  const { body } = received;
  return typeof body === 'string' ? new TextEncoder().encode(body) : new Uint8Array(body);
}

function eventOf(body: Uint8Array<ArrayBuffer>): WebhookEvent {
  const event = parsed(body);
  if (!isEnvelope(event)) throw new WebhookError('malformed', 'the body is no event');
  if (!isKnown(event.type)) return event as WebhookEvent;
  const validate = validators[webhookSchemas[event.type]];
  if (validate(event)) return event as WebhookEvent;
  const places = (validate.errors ?? []).map(
    ({ instancePath, keyword }) => `${instancePath || '/'} ${keyword}`,
  );
  throw new WebhookError('malformed', `the body is no ${event.type}: ${places.join(', ')}`);
}

function parsed(body: Uint8Array<ArrayBuffer>): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new WebhookError('malformed', 'the body is no JSON');
  }
}

function isEnvelope(event: unknown): event is { readonly id: string; readonly type: string } {
  return (
    typeof event === 'object' &&
    event !== null &&
    'id' in event &&
    typeof event.id === 'string' &&
    'type' in event &&
    typeof event.type === 'string'
  );
}

function isKnown(type: string): type is keyof typeof webhookSchemas {
  return Object.hasOwn(webhookSchemas, type);
}

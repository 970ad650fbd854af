import { createHmac } from 'node:crypto';
import { at, isObject, type JsonObject } from '../contract/documents.ts';
import { bytesOf, type Received, type ReceiverAnswer, textOf } from '../driver/step.ts';
import type { Check } from '../run/check.ts';
import { type Claim, fact } from '../run/claim.ts';
import type { CallOptions, Trial } from '../run/trial.ts';
import { drain } from './stage.ts';

/** A check of webhooks: the server has to reach the suite. */
export function hookCheck(piece: Pick<Check, 'id' | 'title' | 'requirements' | 'run'>): Check {
  return { profile: 'webhooks', needs: ['test_control', 'credential:all_scopes', 'receiver'], ...piece };
}

/** An endpoint of the suite's own receiver. */
export interface Hook {
  readonly endpoint_id: string;
  readonly url: string;
  readonly secret: string;
}

export const TAKEN: ReceiverAnswer = { status: 204 };

/** Registers a URL of the suite that answers so, the last answer for ever. */
export async function openHook(
  trial: Trial,
  answers: readonly ReceiverAnswer[] = [TAKEN],
  options: { readonly body?: object; readonly call?: CallOptions } = {},
): Promise<Hook> {
  const url = await trial.listen({ answers });
  const call = { ...options.call, body: { url, ...options.body } };
  const created = trial.needObject(
    'createWebhookEndpoint',
    await trial.call('createWebhookEndpoint', call),
    201,
  );
  return { endpoint_id: String(at(created, '/endpoint/id')), url, secret: String(created.secret) };
}

const POLL_MS = 50;
const LONGEST_MS = 3_000;

/** What has arrived at an endpoint once at least so many messages have; fewer where they never come. */
export async function arrived(
  trial: Trial,
  { url }: Pick<Hook, 'url'>,
  count: number,
): Promise<readonly Received[]> {
  await drain(trial);
  return arrivedWithin(trial, { url, count, ms: LONGEST_MS });
}

/** How many messages are waited for, and how long. */
export interface Awaited extends Pick<Hook, 'url'> {
  readonly count: number;
  readonly ms: number;
}

/** As `arrived`, but without waiting for everything that is due: some endpoint may be slow. */
export async function arrivedWithin(trial: Trial, { url, count, ms }: Awaited): Promise<readonly Received[]> {
  for (let waited = 0; ; waited += POLL_MS) {
    const received = await trial.collect(url);
    if (received.length >= count || waited >= ms) return received;
    await trial.pause(POLL_MS);
  }
}

/** The event that a message carries. */
export function eventIn({ body }: Received): JsonObject {
  try {
    const value: unknown = JSON.parse(textOf(body));
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

/** The signature that a message has to have under a secret. */
export function signatureOf({ headers, body }: Received, secret: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signed = createHmac('sha256', key).update(
    `${headers['webhook-id']}.${headers['webhook-timestamp']}.`,
  );
  return `v1,${signed.update(bytesOf(body)).digest('base64')}`;
}

/** The signatures that a message has. */
export function signaturesIn({ headers }: Received): string[] {
  return (headers['webhook-signature'] ?? '').split(' ').filter((each) => each !== '');
}

/** A message is signed with these secrets and no other. */
export function signedWith(message: Received, secrets: readonly string[]): Claim {
  const expected = secrets.map((secret) => signatureOf(message, secret)).toSorted();
  const actual = signaturesIn(message);
  return fact(
    `signatures by ${secrets.length === 1 ? 'the one secret' : 'both secrets'} that hold now: ${expected.join(' ')}`,
    JSON.stringify(actual.toSorted()) === JSON.stringify(expected),
    { actual },
  );
}

/** The seconds of `webhook-timestamp`. */
export function sentAt({ headers }: Received): number {
  return Number(headers['webhook-timestamp']);
}

/** An instant as `webhook-timestamp` writes it. */
export function inSeconds(instant: string): number {
  return Math.floor(Date.parse(instant) / 1000);
}

import { createHash } from 'node:crypto';
import { addHours } from '@open-return-forwarding/core';
import type { Discovery, OperationId, OperationInfo } from '@open-return-forwarding/protocol';
import { ProblemError } from '@open-return-forwarding/protocol';
import type { Answer, Call } from '@open-return-forwarding/protocol/hono';
import type { OperationContext, Principal } from '../casework/context.ts';
import { hasPrivateMembers, without } from '../casework/redact.ts';
import type { Store, Unit } from '../ports.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Services } from '../services.ts';
import { problemFor } from './problem-for.ts';

export interface Executor {
  readonly store: Store;
  readonly services: Services;
  readonly markets: () => Promise<Pick<Discovery, 'countries' | 'currencies'>>;
  readonly sandbox?: Sandbox | undefined;
  /** Why the URL that a request names may not be used, if it names one and may not. */
  readonly refusedUrl: (call: Call<Principal>) => Promise<string | undefined>;
}

/** A call, and what the outside world had to be asked for it: never while a transaction is open. */
interface Asked extends Call<Principal> {
  readonly refusedUrl: string | undefined;
}

type Run = (context: OperationContext) => Promise<Answer>;

/**
 * Carries out one checked call: a command in one transaction together with its idempotency record, its events and its
 * audit row; a read on a snapshot. What the rules refuse becomes a problem, and nothing was written then.
 */
export async function execute(executor: Executor, asked: Call<Principal>, run: Run): Promise<Answer> {
  try {
    const call: Asked = { ...asked, refusedUrl: await executor.refusedUrl(asked) };
    const answer = isCommand(call.operation)
      ? await command(executor, call, run)
      : await run(contextFor(executor, call));
    return redacted(call, answer);
  } catch (error) {
    throw problemFor(error);
  }
}

/** Whether an operation changes state: those are POSTs with an idempotency key. */
function isCommand(operation: OperationInfo): boolean {
  return operation.idempotent;
}

async function command(executor: Executor, call: Asked, run: Run): Promise<Answer> {
  const principal = known(call.principal);
  const answer = await executor.store.command(principal.retailer_id, async (unit) => {
    const stored = await replayed(executor, call, unit);
    if (stored !== undefined) return stored;
    const made = await run(contextFor(executor, call, unit));
    await remember(executor, call, { unit, answer: made });
    return made;
  });
  executor.services.wake();
  return answer;
}

/** The answer that the same key got before; another request under that key is refused. */
async function replayed(
  { services }: Executor,
  call: Call<Principal>,
  unit: Unit,
): Promise<Answer | undefined> {
  const record = await unit.idempotency.find(scopeOf(call), keyOf(call), services.clock.now());
  if (record === undefined) return undefined;
  if (record.request_digest !== digestOf(call)) throw new ProblemError('idempotency_key_reused');
  return record.response as Answer;
}

async function remember(
  { services }: Executor,
  call: Call<Principal>,
  { unit, answer }: { readonly unit: Unit; readonly answer: Answer },
): Promise<void> {
  const now = services.clock.now();
  await unit.idempotency.save(scopeOf(call), keyOf(call), {
    request_digest: digestOf(call),
    response: answer,
    subject_id: shownBy(call, answer),
    schema: call.operation.responses[answer.status]?.media[0]?.schema,
    expires_at: addHours(now, services.limits.idempotencyRetentionHours),
  });
  await sealRemark(call, unit, subjectOf(call, answer) ?? '');
  await unit.audit({
    request_id: call.requestId,
    key_id: known(call.principal).key_id,
    operation: call.operation.operationId,
    subject_id: subjectOf(call, answer),
    at: now,
  });
}

/** Operations whose `note` or `external_ref` is a remark for the audit trail, and stands nowhere else. */
const remarked: ReadonlySet<string> = new Set<OperationId>([
  'cancelReturn',
  'withdrawListing',
  'cancelOrder',
  'closeOrder',
  'reportLost',
  'resolveHold',
  'closeDispute',
]);

/** A remark is free text about people: it lies in the vault, under the record and the request that the audit row names. */
async function sealRemark(
  { operation, request, requestId }: Call<Principal>,
  unit: Unit,
  subject: string,
): Promise<void> {
  if (!remarked.has(operation.operationId)) return;
  const { note, external_ref } = request.body as { readonly note?: string; readonly external_ref?: string };
  if (note !== undefined || external_ref !== undefined)
    await unit.vault.put(`${subject}/${requestId}`, { note, external_ref });
}

/** What an operation is given. Asking for what a call does not have is a fault, found by the first test that does. */
function contextFor(executor: Executor, call: Asked, unit?: Unit): OperationContext {
  const { store, services, markets, sandbox } = executor;
  const retailerId = () => known(call.principal).retailer_id;
  return {
    ...services,
    markets,
    requestId: call.requestId,
    refusedUrl: call.refusedUrl,
    get principal() {
      return known(call.principal);
    },
    get unit() {
      return present(unit, `${call.operation.operationId} reads only and has no transaction`);
    },
    get sandbox() {
      return present(sandbox, 'there is no sandbox in production');
    },
    command: (work) => store.command(retailerId(), (own) => work(contextFor(executor, call, own))),
    query: (work) => store.query(retailerId(), work),
  };
}

function present<T>(value: T | undefined, otherwise: string): T {
  if (value === undefined) throw new Error(otherwise);
  return value;
}

/** Leaves the retailer's own references out for callers without the scope for them. */
function redacted({ operation, principal }: Call<Principal>, answer: Answer): Answer {
  const schema = operation.responses[answer.status]?.media[0]?.schema;
  if (principal === undefined || principal.scopes.includes('identifiers')) return answer;
  if (schema === undefined || !hasPrivateMembers(schema)) return answer;
  return { ...answer, body: without('identifier', schema, answer.body) };
}

function keyOf({ request }: Call<Principal>): string {
  return String(request.headers['Idempotency-Key']);
}

/** Within which a key means one request: everything that a retailer does, or what one buyer does with a rating link. */
function scopeOf({ principal }: Call<Principal>): string {
  const forwardId = principal?.rating?.forward_id;
  return forwardId === undefined ? 'retailer' : `rating link of ${forwardId}`;
}

function digestOf({ operation, target, rawBody }: Call<Principal>): string {
  const { operationId } = operation;
  return createHash('sha256').update(`${operationId}\n${target}\n`).update(rawBody).digest('base64url');
}

function subjectOf({ request }: Call<Principal>, answer: Answer): string | null {
  const [id] = Object.values(request.path);
  if (typeof id === 'string') return id;
  const body: unknown = answer.body;
  return typeof body === 'object' && body !== null && 'id' in body && typeof body.id === 'string'
    ? body.id
    : null;
}

/** The record that a stored answer is about: where a rating link was used, its forward. */
function shownBy(call: Call<Principal>, answer: Answer): string | null {
  return call.principal?.rating?.forward_id ?? subjectOf(call, answer);
}

function known(principal: Principal | undefined): Principal {
  if (principal === undefined) throw new ProblemError('unauthorized');
  return principal;
}

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Scope } from '@open-return-forwarding/protocol';
import { appOf, type ComposeOptions, type Composition, compose } from '../../src/compose.ts';
import { readConfig } from '../../src/config.ts';
import { newId } from '../../src/ids.ts';
import { ensureRetailer } from '../../src/retailer.ts';
import {
  type BodyOf,
  type HttpAnswer,
  type Input,
  type Manner,
  type OperationId,
  operations,
  readAnswer,
  requestFor,
} from './calls.ts';

export const TOKEN = 'orf_test_sandbox';
export const SECRET = 'orf_test_control';
/** When every test begins, unless it says otherwise. */
export const START = '2027-03-01T09:00:00.000Z';

export type Send = (request: Request) => Response | Promise<Response>;

/** A server as its callers know it: HTTP only. */
export interface Caller {
  /** Makes a call and answers whatever came. */
  call<Id extends OperationId>(id: Id, input?: Input<Id>, manner?: Manner): Promise<HttpAnswer>;
  /** Makes a call that has to succeed, and answers its body. */
  ask<Id extends OperationId>(id: Id, input?: Input<Id>, manner?: Manner): Promise<BodyOf<Id>>;
  /** Sends a request as it is. */
  send(request: Request): Promise<HttpAnswer>;
  /** `operationId status` of every answer so far. */
  readonly seen: ReadonlySet<string>;
  /** Every answer so far. */
  readonly answers: readonly { readonly operationId: string; readonly answer: HttpAnswer }[];
}

export function callerOf(fetch: Send, base = 'http://localhost'): Caller {
  const seen = new Set<string>();
  const answers: { operationId: string; answer: HttpAnswer }[] = [];
  const send = async (request: Request) => readAnswer(await fetch(request));
  const call: Caller['call'] = async (id, input = {}, manner = {}) => {
    const operation = operations[id];
    const token = operation.security.kind === 'testControl' ? SECRET : TOKEN;
    const answer = await send(requestFor(operation, input, { base, token, ...manner }));
    seen.add(`${id} ${answer.status}`);
    answers.push({ operationId: id, answer });
    return answer;
  };
  const ask: Caller['ask'] = async (id, input, manner) => {
    const answer = await call(id, input, manner);
    if (answer.status >= 400) throw new Error(`${id} was refused: ${answer.status} ${answer.text}`);
    return answer.body as never;
  };
  return { call, ask, send, seen, answers };
}

/** A server in this process, on a database of its own, every answer held against the contract. */
export interface Sandbox extends Caller {
  readonly databaseFile: string;
  /** A key of another retailer, or of this one with fewer scopes. */
  newToken(key?: { readonly retailer?: string; readonly scopes?: readonly Scope[] }): Promise<string>;
  revoke(token: string): Promise<void>;
  /** Moves the clock without doing what falls due, as if background work lagged behind. */
  skipTo(instant: string): Promise<void>;
  /** Everything that lies on the disk. */
  bytesOnDisk(): Buffer;
  /** Ends the server and starts it again on the same database. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export async function startSandbox(
  env: Readonly<Record<string, string>> = {},
  options: ComposeOptions = {},
): Promise<Sandbox> {
  const folder = mkdtempSync(join(tmpdir(), 'orf-http-'));
  const databaseFile = join(folder, 'orf.db');
  const config = readConfig({ ORF_DATABASE: databaseFile, ORF_LOG_LEVEL: 'silent', ...env });
  const open = async () => {
    const composition = await compose(config, { validateResponses: true, ...options });
    return { composition, app: appOf(composition) };
  };
  let running = await open();
  const caller = callerOf((request) => running.app.fetch(request));
  const tokens = new Map<string, string>();
  return {
    ...caller,
    databaseFile,
    newToken: (key = {}) => createToken(running.composition, tokens, key),
    revoke: async (token) => {
      await running.composition.store.system.keys.revoke(tokens.get(token) ?? '', new Date().toISOString());
    },
    skipTo: async (instant) => {
      await running.composition.store.system.meta.set('test_clock', instant);
      await running.composition.close();
      running = await open();
    },
    bytesOnDisk: () => bytesOf(databaseFile),
    restart: async () => {
      await running.composition.close();
      running = await open();
    },
    close: async () => {
      await running.composition.close();
      rmSync(folder, { recursive: true });
    },
  };
}

async function createToken(
  { store, parts }: Composition,
  tokens: Map<string, string>,
  { retailer = 'rtl_default', scopes: given }: { retailer?: string; scopes?: readonly Scope[] },
): Promise<string> {
  const { scopes } = await import('@open-return-forwarding/protocol');
  const now = parts.executor.services.clock.now();
  const token = `orf_test_${tokens.size}_${newId('token')}`;
  const id = newId('key');
  await ensureRetailer(store, { id: retailer, now: '2020-01-01T00:00:00.000Z' });
  await store.system.keys.create({
    id,
    retailer_id: retailer,
    name: 'test',
    scopes: [...(given ?? scopes)],
    created_at: now,
    token,
  });
  tokens.set(token, id);
  return token;
}

/** The database with everything that lies beside it, its key file excepted. */
export function bytesOf(file: string): Buffer {
  const files = [file, `${file}-wal`, `${file}-shm`].filter((each) => existsSync(each));
  return Buffer.concat(files.map((each) => readFileSync(each)));
}

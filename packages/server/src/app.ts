import {
  createProtocolApp,
  mountTestControl,
  type ProtocolOptions,
} from '@open-return-forwarding/protocol/hono';
import type { Hono } from 'hono';
import type { Logger } from 'pino';
import type { OperationContext, Principal } from './casework/context.ts';
import { withDocs } from './docs/mount.ts';
import {
  coreHandlers,
  policyHandlers,
  privacyHandlers,
  recallHandlers,
  reservationsHandlers,
  testControlHandlers,
  webhooksHandlers,
} from './generated/handlers.ts';
import { authenticate, type Gate } from './http/authenticate.ts';
import { type Executor, execute } from './http/execute.ts';
import { mountHealth } from './http/health.ts';
import { rateLimiter } from './http/rate-limit.ts';
import type { profiles } from './profiles.ts';

/** What the HTTP side of the server is made of. */
export interface AppParts {
  readonly executor: Executor;
  readonly gate: Gate;
  readonly log: Logger;
  readonly requestsPerMinute: number;
  /** Not ready any more: the server is about to end. */
  readonly isClosing: () => boolean;
  /** For tests: every answer is held against the contract. */
  readonly validateResponses?: boolean;
}

/** The table of every profile that is declared, and of no other; `reforwarding` has no operations of its own. */
const tables = {
  core: coreHandlers,
  webhooks: webhooksHandlers,
  policy: policyHandlers,
  privacy: privacyHandlers,
  reservations: reservationsHandlers,
  recall: recallHandlers,
} satisfies Record<Exclude<(typeof profiles)[number], 'reforwarding'>, object>;

/** The server as a web application; no port is opened. The test control is there in a sandbox only. */
export function createApp(parts: AppParts): Hono {
  const options = protocolOptions(parts);
  const app = createProtocolApp(tables, options);
  if (parts.gate.testControl !== undefined)
    mountTestControl(app, { test_control: testControlHandlers }, options);
  mountHealth(app, { system: parts.executor.store.system, isClosing: parts.isClosing });
  return withDocs(app, parts.executor.services);
}

function protocolOptions(parts: AppParts): ProtocolOptions<OperationContext, Principal> {
  const { executor, gate, log, requestsPerMinute, validateResponses = false } = parts;
  const limit = rateLimiter({ perMinute: requestsPerMinute });
  return {
    authenticate: (token, kind) => authenticate(gate, token, kind),
    execute: (call, run) => execute(executor, call, run),
    requestId: () => executor.services.newId('req'),
    validateResponses,
    hooks: {
      admit: ({ principal }) =>
        principal === undefined ? undefined : limit(principal.key_id ?? principal.retailer_id),
      onError: (error, at) => log.error({ err: error, ...at }, 'a request failed'),
      onAnswer: ({ requestId, operation, principal, status, problem }) =>
        log.info(
          {
            request_id: requestId,
            operation: operation?.operationId,
            key_id: principal?.key_id,
            status,
            problem,
          },
          'answered',
        ),
    },
  };
}

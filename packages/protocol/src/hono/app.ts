/**
 * Serves the contract on Hono.
 *
 *     const app = createProtocolApp({ core: coreHandlers }, { authenticate, execute });
 *     mountTestControl(app, { test_control: testControlHandlers }, { authenticate, execute });   // sandbox only
 *
 * A server declares a profile by giving its whole table of handlers; paths of the others answer
 * `profile_not_supported`. Every request is checked in a fixed order - path and method, `Accept`, token, scopes,
 * parameters, `Idempotency-Key`, media type, size, JSON, schema - and only then handed to `execute`, which makes the
 * context and runs the handler, within a transaction if it likes. Handlers answer one of the declared statuses or
 * throw a ProblemError; whatever else they throw is a 500 without detail.
 */
import { Hono } from 'hono';
import { contract as protocolContract } from '../generated/contract.ts';
import type { ProfileHandlers } from '../generated/operations.ts';
import { contract as testControlContract } from '../generated/test-control/contract.ts';
import type { ProfileHandlers as TestControlProfiles } from '../generated/test-control/operations.ts';
import type { OperationInfo } from '../operation-info.ts';
import { ProblemError } from '../problem.ts';
import type { Principal, ProtocolOptions, ServedContract } from './options.ts';
import { problemResponse } from './problem-response.ts';
import { newRequestId, serve } from './serve.ts';

export { ContractViolation } from './contract-violation.ts';
export type {
  AdmittedCall,
  Answer,
  Call,
  DecodedRequest,
  FinishedCall,
  HandlerTable,
  Principal,
  ProtocolHooks,
  ProtocolOptions,
  ServedContract,
} from './options.ts';
export { problemBody, problemResponse } from './problem-response.ts';

/** An app that serves the protocol, and answers every other path with a `not_found` problem. */
export function createProtocolApp<Context, P extends Principal>(
  handlers: ProfileHandlers<Context>,
  options: ProtocolOptions<Context, P>,
): Hono {
  return createContractApp({ contract: protocolContract, handlers: { ...handlers }, options });
}

/** Adds the operations of test control to an app. A server in production leaves this out. */
export function mountTestControl<Context, P extends Principal>(
  app: Hono,
  handlers: TestControlProfiles<Context>,
  options: ProtocolOptions<Context, P>,
): void {
  mountContract(app, { contract: testControlContract, handlers: { ...handlers }, options });
}

/** As `createProtocolApp`, for any contract. */
export function createContractApp<Context, P extends Principal>(served: ServedContract<Context, P>): Hono {
  const app = new Hono();
  const { options } = served;
  app.notFound(() => refuse(options, new ProblemError('not_found')));
  // What arrives here is a violation of the contract, found in a test, or a bug outside of every operation.
  app.onError((error) => {
    if (options.validateResponses) throw error;
    options.hooks?.onError?.(error, { requestId: '', operationId: '' });
    return refuse(options, new ProblemError('internal_error'));
  });
  mountContract(app, served);
  return app;
}

/** Adds every operation of a contract to an app. Throws at once when a declared profile lacks a handler. */
export function mountContract<Context, P extends Principal>(
  app: Hono,
  served: ServedContract<Context, P>,
): void {
  const byPath = Map.groupBy(Object.values(served.contract.manifest), (operation) => operation.path);
  for (const [path, operations] of byPath) mountPath(app, served, { path, operations });
}

interface MountedPath {
  readonly path: string;
  readonly operations: readonly OperationInfo[];
}

function mountPath<Context, P extends Principal>(
  app: Hono,
  served: ServedContract<Context, P>,
  { path, operations }: MountedPath,
): void {
  const route = path.replaceAll(/\{([^}]+)\}/g, ':$1');
  const declared = operations.filter(({ profile }) => served.handlers[profile] !== undefined);
  for (const operation of declared) {
    if (served.handlers[operation.profile]?.[operation.operationId] === undefined) {
      throw new Error(
        `Profile ${operation.profile} is declared without a handler for ${operation.operationId}`,
      );
    }
    app.on(operation.method.toUpperCase(), route, (c) => serve(served, operation, c));
  }
  const allowed = declared
    .flatMap(({ method }) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]))
    .join(', ');
  app.all(route, (c) => {
    const undeclared =
      declared.length === 0 || operations.some(({ method }) => method.toUpperCase() === c.req.method);
    const problem = undeclared
      ? new ProblemError('profile_not_supported')
      : new ProblemError('method_not_allowed', { headers: { Allow: allowed } });
    return refuse(served.options, problem);
  });
}

/** The answer to a request that belongs to no operation. */
function refuse<Context, P extends Principal>(
  options: ProtocolOptions<Context, P>,
  problem: ProblemError,
): Response {
  const requestId = newRequestId(options);
  options.hooks?.onAnswer?.({ requestId, status: problem.status, problem: problem.code });
  return problemResponse(problem, requestId, options.problemBase ?? '');
}

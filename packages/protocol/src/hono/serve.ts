import type { Context as HonoContext } from 'hono';
import type { OperationInfo } from '../operation-info.ts';
import { ProblemError } from '../problem.ts';
import { refuseUnacceptable } from './accept.ts';
import { maximumBodyBytes, readBody } from './body.ts';
import { ContractViolation, checkAnswer, checkProblem } from './contract-violation.ts';
import type { Answer, Call, Headers, Principal, ServedContract } from './options.ts';
import { decodeParameters } from './parameters.ts';
import { problemResponse } from './problem-response.ts';
import { authenticate, challenged } from './security.ts';
import { isNewer } from './version.ts';

/** What becomes known of a request while it is served, for the answer and the log. */
interface Progress<P extends Principal> {
  readonly requestId: string;
  principal?: P | undefined;
  headers: Headers;
}

/** One answer to one request of a known operation, from the first check to the last header. */
export async function serve<Context, P extends Principal>(
  served: ServedContract<Context, P>,
  operation: OperationInfo,
  c: HonoContext,
): Promise<Response> {
  const { options } = served;
  const progress: Progress<P> = { requestId: newRequestId(options), headers: {} };
  try {
    const call = await check(served, operation, { c, progress });
    const handler = served.handlers[operation.profile]?.[operation.operationId];
    if (handler === undefined) throw new Error(`There is no handler for ${operation.operationId}`);
    const answer = await options.execute(call, (context) => handler(context, call.request as never));
    if (options.validateResponses) await checkAnswer(served.contract, operation, answer);
    const response = answerResponse(operation, answer, progress);
    options.hooks?.onAnswer?.({ operation, status: answer.status, ...logged(progress) });
    return response;
  } catch (error) {
    const problem = problemOf(served, operation, { error, requestId: progress.requestId });
    const { code, status } = problem;
    options.hooks?.onAnswer?.({ operation, status, problem: code, ...logged(progress) });
    return problemResponse(
      withHeaders(problem, progress.headers),
      progress.requestId,
      options.problemBase ?? '',
    );
  }
}

/** Everything that must hold before a handler may run, in the order in which it is told to the caller. */
async function check<Context, P extends Principal>(
  { contract, options }: ServedContract<Context, P>,
  operation: OperationInfo,
  { c, progress }: { readonly c: HonoContext; readonly progress: Progress<P> },
): Promise<Call<P>> {
  const header = (name: string) => c.req.header(name);
  refuseUnacceptable(operation, header('Accept'));
  const principal = await authenticate(operation, header, options);
  progress.principal = principal;
  progress.headers =
    (await options.hooks?.admit?.({ operation, principal, requestId: progress.requestId })) ?? {};
  const open = isNewer(header('ORF-Version'), contract.version);
  const target = targetOf(c.req.url);
  const source = { path: c.req.param(), query: target.split('?')[1] ?? '', header };
  const parameters = decodeParameters(operation, source, { formats: contract.formats, open });
  const maximumBytes = options.maximumBodyBytes ?? maximumBodyBytes;
  const body = await readBody(operation, c.req.raw, { contract, maximumBytes, open });
  const request = { ...parameters, body: body.value };
  return { operation, request, principal, requestId: progress.requestId, target, rawBody: body.text };
}

/** Path and query of an absolute URL. */
function targetOf(url: string): string {
  return url.slice(url.indexOf('/', url.indexOf('//') + 2));
}

/** The id of a new request. */
export function newRequestId(options: { readonly requestId?: () => string }): string {
  return options.requestId?.() ?? `req_${crypto.randomUUID()}`;
}

function logged<P extends Principal>({
  requestId,
  principal,
}: Progress<P>): { requestId: string; principal: P | undefined } {
  return { requestId, principal };
}

function problemOf<Context, P extends Principal>(
  { contract, options }: ServedContract<Context, P>,
  operation: OperationInfo,
  { error, requestId }: { readonly error: unknown; readonly requestId: string },
): ProblemError {
  if (error instanceof ContractViolation) throw error;
  if (error instanceof ProblemError) {
    const problem = challenged(error);
    if (options.validateResponses) checkProblem(contract, operation, problem);
    return problem;
  }
  options.hooks?.onError?.(error, { requestId, operationId: operation.operationId });
  return new ProblemError('internal_error');
}

function withHeaders(problem: ProblemError, headers: Headers): ProblemError {
  const { code, detail, errors } = problem;
  return new ProblemError(code, { detail, errors, headers: { ...headers, ...problem.headers } });
}

function answerResponse<P extends Principal>(
  operation: OperationInfo,
  answer: Answer,
  progress: Progress<P>,
): Response {
  if (operation.responses[answer.status] === undefined) {
    throw new Error(`${operation.operationId} answered the undeclared status ${answer.status}`);
  }
  const headers: Record<string, string> = { 'ORF-Request-Id': progress.requestId, ...progress.headers };
  for (const [name, value] of Object.entries(answer.headers ?? {})) {
    if (value !== undefined) headers[name] = String(value);
  }
  if (operation.security.kind !== 'public') headers['Cache-Control'] ??= 'no-store';
  if (answer.body === undefined) return new Response(null, { status: answer.status, headers });
  headers['Content-Type'] = answer.mediaType ?? 'application/json';
  const body = answer.body instanceof Uint8Array ? new Uint8Array(answer.body) : JSON.stringify(answer.body);
  return new Response(body, { status: answer.status, headers });
}

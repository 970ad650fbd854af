import type { OperationInfo } from '../operation-info.ts';
import { ProblemError } from '../problem.ts';
import type { Principal, ProtocolOptions } from './options.ts';

const realm = 'Bearer realm="orf"';
const invalidToken = { 'WWW-Authenticate': `${realm}, error="invalid_token"` };

/** A problem with the challenge that it needs, whoever refused the caller. */
export function challenged(problem: ProblemError): ProblemError {
  const { code, detail, errors, headers } = problem;
  if (code !== 'unauthorized' || headers['WWW-Authenticate'] !== undefined) return problem;
  return new ProblemError(code, { detail, errors, headers: { ...invalidToken, ...headers } });
}

/**
 * Who calls. Fails closed: without a token that `authenticate` knows there is no caller, and without every scope of
 * the operation no call. Throws `unauthorized` or `missing_scope`.
 */
export async function authenticate<P extends Principal>(
  operation: OperationInfo,
  header: (name: string) => string | undefined,
  options: Pick<ProtocolOptions<unknown, P>, 'authenticate'>,
): Promise<P | undefined> {
  if (operation.security.kind === 'public') return undefined;
  const token = tokenOf(operation, header);
  if (token === undefined) throw new ProblemError('unauthorized', { headers: { 'WWW-Authenticate': realm } });
  const principal = await options.authenticate(token, operation.security.kind);
  if (principal === undefined) throw challenged(new ProblemError('unauthorized'));
  const missing = operation.scopes.filter((scope) => !principal.scopes.includes(scope));
  if (missing.length > 0) {
    throw new ProblemError('missing_scope', {
      detail: `The token lacks the scope \`${missing.join('`, `')}\`.`,
    });
  }
  return principal;
}

function tokenOf(
  { security }: OperationInfo,
  header: (name: string) => string | undefined,
): string | undefined {
  if (security.header !== undefined) return header(security.header) || undefined;
  return /^Bearer +([\w\-.~+/]+=*) *$/i.exec(header('Authorization') ?? '')?.[1];
}

import type { OperationInfo } from '../operation-info.ts';
import { ProblemError } from '../problem.ts';
import type { Principal, ProtocolOptions } from './options.ts';

const realm = 'Bearer realm="orf"';

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
  if (principal === undefined) {
    throw new ProblemError('unauthorized', {
      headers: { 'WWW-Authenticate': `${realm}, error="invalid_token"` },
    });
  }
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

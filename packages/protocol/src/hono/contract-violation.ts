import type { MediaInfo, OperationInfo, ProtocolContract } from '../operation-info.ts';
import type { ProblemError } from '../problem.ts';
import type { Answer } from './options.ts';
import { decodeValue } from './value.ts';

/** A server that answers what the contract does not allow. Thrown in tests; nobody is meant to catch it. */
export class ContractViolation extends Error {
  constructor(operation: OperationInfo, message: string) {
    super(`${operation.operationId} breaks the contract: ${message}`);
    this.name = 'ContractViolation';
  }
}

/** Throws a ContractViolation unless an answer is one that the operation declares. */
export async function checkAnswer(
  contract: ProtocolContract,
  operation: OperationInfo,
  answer: Answer,
): Promise<void> {
  const declared = operation.responses[answer.status];
  if (declared === undefined)
    throw new ContractViolation(operation, `status ${answer.status} is not declared`);
  const media = answer.mediaType ?? (answer.body === undefined ? undefined : 'application/json');
  const match = declared.media.find((one) => one.mediaType === media);
  if (media === undefined ? declared.media.length > 0 : match === undefined) {
    throw new ContractViolation(operation, `${answer.status} with ${media ?? 'no body'} is not declared`);
  }
  checkHeaders(contract, operation, answer);
  if (match !== undefined) await checkBody(contract, operation, { media: match, body: answer.body });
}

/** Throws a ContractViolation unless a problem is one that the operation may answer. */
export function checkProblem(
  contract: ProtocolContract,
  operation: OperationInfo,
  problem: ProblemError,
): void {
  const known =
    operation.problems.includes(problem.code) || contract.generalProblemCodes.includes(problem.code);
  if (!known) throw new ContractViolation(operation, `problem ${problem.code} is not declared`);
  const declared = operation.responses[problem.status]?.media.some(
    (one) => one.mediaType === 'application/problem+json',
  );
  if (declared !== true)
    throw new ContractViolation(
      operation,
      `problem ${problem.code}: status ${problem.status} is not declared`,
    );
  requireHeaders(operation, problem);
}

function checkHeaders(contract: ProtocolContract, operation: OperationInfo, answer: Answer): void {
  const declared = operation.responses[answer.status]?.headers ?? [];
  for (const [name, value] of Object.entries(answer.headers ?? {})) {
    const header = declared.find((one) => one.name === name);
    if (header === undefined) throw new ContractViolation(operation, `header ${name} is not declared`);
    if (value === undefined) continue;
    const decoded = decodeValue(header.shape, String(value), contract.formats);
    if ('flaw' in decoded) throw new ContractViolation(operation, `header ${name} ${decoded.flaw.detail}`);
  }
  requireHeaders(operation, answer);
}

function requireHeaders(operation: OperationInfo, answer: Pick<Answer, 'status' | 'headers'>): void {
  for (const { name, required } of operation.responses[answer.status]?.headers ?? []) {
    if (!required || name === 'ORF-Request-Id' || answer.headers?.[name] !== undefined) continue;
    throw new ContractViolation(operation, `header ${name} is missing`);
  }
}

async function checkBody(
  contract: ProtocolContract,
  operation: OperationInfo,
  { media, body }: { readonly media: MediaInfo; readonly body: unknown },
): Promise<void> {
  if (media.schema === undefined) {
    if (body instanceof Uint8Array) return;
    throw new ContractViolation(operation, `a body of ${media.mediaType} must be bytes`);
  }
  const validate = (await contract.closedValidators())[media.schema];
  if (validate === undefined)
    throw new ContractViolation(operation, `there is no validator for ${media.schema}`);
  // What goes over the wire is what counts: undefined members are gone there.
  if (validate(JSON.parse(JSON.stringify(body)))) return;
  const found = (validate.errors ?? []).map(
    ({ instancePath, keyword, params }) => `${instancePath} ${keyword} ${JSON.stringify(params)}`,
  );
  throw new ContractViolation(operation, `body is no ${media.schema}: ${found.slice(0, 10).join('; ')}`);
}

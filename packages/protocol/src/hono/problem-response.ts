import { problems } from '../generated/problems.ts';
import type { ProblemError } from '../problem.ts';

/** A problem as it goes over the wire, RFC 9457. `base` stands before `/problems/`. */
export function problemBody(problem: ProblemError, requestId: string, base: string): object {
  return {
    type: `${base}/problems/${problem.code}`,
    code: problem.code,
    title: problems[problem.code].title,
    status: problem.status,
    detail: problem.detail,
    request_id: requestId,
    ...(problem.errors.length > 0 ? { errors: problem.errors } : {}),
  };
}

/** The answer that a problem is. */
export function problemResponse(problem: ProblemError, requestId: string, base: string): Response {
  return new Response(JSON.stringify(problemBody(problem, requestId, base)), {
    status: problem.status,
    headers: {
      ...problem.headers,
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
      'ORF-Request-Id': requestId,
    },
  });
}

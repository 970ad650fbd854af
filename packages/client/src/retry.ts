import { OrfAnswerError, OrfConnectionError, OrfProblem } from './errors.ts';

/** How often a call is repeated, and what can end the waiting. */
export interface RetryPlan {
  /** Further attempts after the first. */
  readonly retries: number;
  readonly signal?: AbortSignal | undefined;
}

const firstWaitMs = 250;
const longestWaitMs = 8_000;
/** A server that asks for more than this is not waited for: the caller gets the problem with its `retry_after`. */
const longestRetryAfterSeconds = 60;
const passingStatuses: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/**
 * Runs `attempt` until it answers, fails for good or the plan is used up; then its last error is thrown. An abort ends
 * the waiting with the signal's reason.
 */
export async function withRetries<Answer>(plan: RetryPlan, attempt: () => Promise<Answer>): Promise<Answer> {
  for (let retried = 0; ; retried += 1) {
    try {
      return await attempt();
    } catch (error) {
      const wait = retried < plan.retries ? waitBefore(error, retried) : undefined;
      if (wait === undefined) throw error;
      await pause(wait, plan.signal);
    }
  }
}

/**
 * Milliseconds to wait before the next attempt, or undefined where repeating cannot help. Doubles with every retry up
 * to 8 s, the upper half of it by chance; what the server asks for comes first. `random` gives numbers in `[0, 1)`.
 */
export function waitBefore(
  error: unknown,
  retried: number,
  random: () => number = Math.random,
): number | undefined {
  if (!isPassing(error)) return undefined;
  const half = Math.min(longestWaitMs, firstWaitMs * 2 ** retried) / 2;
  const asked = error instanceof OrfConnectionError ? undefined : error.retry_after;
  if (asked === undefined) return Math.round(half + random() * half);
  return asked > longestRetryAfterSeconds ? undefined : Math.round(asked * 1000 + random() * firstWaitMs);
}

function isPassing(error: unknown): error is OrfProblem | OrfAnswerError | OrfConnectionError {
  if (error instanceof OrfConnectionError) return true;
  if (error instanceof OrfProblem && error.code === 'idempotency_key_in_use') return true;
  return (
    (error instanceof OrfProblem || error instanceof OrfAnswerError) && passingStatuses.has(error.status)
  );
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const abort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', abort, { once: true });
  });
}

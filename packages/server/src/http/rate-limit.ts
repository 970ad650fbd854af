import { ProblemError } from '@open-return-forwarding/protocol';

/** Calls that one key may make per minute. */
export interface RateLimit {
  readonly perMinute: number;
}

interface Window {
  readonly ends: number;
  left: number;
}

const MINUTE = 60_000;

/**
 * Counts calls per key in fixed windows of a minute, in this process. It answers the headers that tell the caller how
 * many are left; the one call too many is a `rate_limited` problem with `Retry-After`.
 */
export function rateLimiter({ perMinute }: RateLimit): (key: string) => Record<string, string> {
  const windows = new Map<string, Window>();
  const policy = { 'RateLimit-Policy': `"key";q=${perMinute};w=60` };
  return (key) => {
    const now = Date.now();
    const window = open(windows, { key, now, perMinute });
    const seconds = Math.max(1, Math.ceil((window.ends - now) / 1000));
    if (window.left <= 0) {
      throw new ProblemError('rate_limited', {
        headers: { ...policy, RateLimit: `"key";r=0;t=${seconds}`, 'Retry-After': String(seconds) },
      });
    }
    window.left -= 1;
    return { ...policy, RateLimit: `"key";r=${window.left};t=${seconds}` };
  };
}

function open(
  windows: Map<string, Window>,
  { key, now, perMinute }: { key: string; now: number; perMinute: number },
): Window {
  const current = windows.get(key);
  if (current !== undefined && current.ends > now) return current;
  if (windows.size > 10_000) for (const [name, { ends }] of windows) if (ends <= now) windows.delete(name);
  const window = { ends: now + MINUTE, left: perMinute };
  windows.set(key, window);
  return window;
}

import { setTimeout as sleep } from 'node:timers/promises';

/** Commands per second from which on callers come first. */
const BUSY = 100;
/** Under load, one part of the time goes into deliveries and this many parts into everything else. */
const YIELDED = 4;
const LONGEST_MS = 1_000;

/** What is known of the load that callers make. */
export interface Load {
  /** Commands carried out so far. */
  commands(): number;
  /** How many deliver at the same time. */
  turns(): number;
  /** Somebody waits for the deliveries themselves. */
  isUrgent(): boolean;
}

/**
 * Makes the pauses of one turn: none while there is little to do besides; under load so long that deliveries of all
 * turns together take a small part of the time. What is not sent then is sent right after.
 */
export function pacer(load: Load, ending: AbortSignal): () => Promise<void> {
  let since = performance.now();
  let seen = load.commands();
  return async () => {
    const spent = performance.now() - since;
    const isBusy = (load.commands() - seen) * 1000 > BUSY * spent;
    if (isBusy && !load.isUrgent()) {
      const wait = Math.min(LONGEST_MS, spent * YIELDED * load.turns());
      await sleep(wait, undefined, { signal: ending }).catch(() => undefined);
    }
    since = performance.now();
    seen = load.commands();
  };
}

import type { Check } from '../run/check.ts';

/** A check of the core that moves the clock and acts with every scope. */
export function coreCheck(piece: Pick<Check, 'id' | 'title' | 'requirements' | 'run'>): Check {
  return { profile: 'core', needs: ['test_control', 'credential:all_scopes'], ...piece };
}

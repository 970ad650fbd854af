import type { Check } from '../run/check.ts';

/** What a check says itself. Its shape says the rest: for whom it is, and what it cannot do without. */
type Piece = Pick<Check, 'id' | 'title' | 'requirements' | 'run'>;

/** A check of the core that takes the server as it stands. */
export function plainCheck(piece: Piece): Check {
  return { profile: 'core', needs: [], ...piece };
}

/** A check of the core that empties the sandbox or moves its clock: the ordinary one. */
export function coreCheck(piece: Piece): Check {
  return { profile: 'core', needs: ['test_control'], ...piece };
}

/** As `coreCheck`, and it is left out where the run has no token with every scope. */
export function scopedCheck(piece: Piece): Check {
  return { profile: 'core', needs: ['test_control', 'credential:all_scopes'], ...piece };
}

/** As `scopedCheck`, for servers that declare a profile: `privacy`, `recall`, `reforwarding` or `reservations`. */
export function profileCheck(profile: string, piece: Piece): Check {
  return { profile, needs: ['test_control', 'credential:all_scopes'], ...piece };
}

/** A check of the profile `policy`. */
export function policyCheck(piece: Piece): Check {
  return { profile: 'policy', needs: ['test_control'], ...piece };
}

/** A check of test control itself. */
export function controlCheck(piece: Piece): Check {
  return { profile: 'test_control', needs: ['test_control'], ...piece };
}

import type {
  Exposure,
  PolicyFinding,
  PolicyFindingCode,
  PolicySettings,
} from '@open-return-forwarding/protocol';

/** What a carrier of the server declares about its labels. */
export interface DeclaredCarrier {
  readonly id: string;
  readonly sender_exposure: Exposure;
  readonly recipient_exposure: Exposure;
}

/** What a policy is held against beside itself: what the server can do. */
export interface PolicyEnvironment {
  readonly carriers: readonly DeclaredCarrier[];
  /** Whether the server declares the profile `reforwarding`. */
  readonly reforwarding: boolean;
}

/** One question about a policy. It reads nothing but what is under `reads` (JSON Pointers), and so can be left out where that is malformed. */
export interface PolicyRule {
  readonly reads: readonly string[];
  find(settings: PolicySettings, environment: PolicyEnvironment): PolicyFinding[];
}

/** Where, what and what instead. */
export interface Said {
  readonly pointer: string;
  readonly detail: string;
  readonly suggestion: string;
}

export function anError(code: PolicyFindingCode, { pointer, detail, suggestion }: Said): PolicyFinding {
  return { severity: 'error', code, pointer, detail, suggestion };
}

export function aWarning(code: PolicyFindingCode, said: Said): PolicyFinding {
  return { ...anError(code, said), severity: 'warning' };
}

/** A member's name as a part of a JSON Pointer. */
export function token(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

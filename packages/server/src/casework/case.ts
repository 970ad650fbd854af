import { type Context, startWork, type Work } from '@open-return-forwarding/core';
import type { Instant, Policy } from '@open-return-forwarding/protocol';
import type { Unit } from '../ports.ts';
import type { Services } from '../services.ts';
import type {
  DisputeRecord,
  ForwardRecord,
  ListingRecord,
  OrderRecord,
  ReturnRecord,
  SettlementRecord,
} from '../stored.ts';
import { currentPolicy } from './policies.ts';

export interface CaseRecords {
  return: ReturnRecord;
  listing: ListingRecord;
  order: OrderRecord;
  forward: ForwardRecord;
  settlement: SettlementRecord;
  dispute: DisputeRecord;
}

/** A command under way: what the rules work on, and the records that it was loaded from. */
export interface Case {
  readonly unit: Unit;
  readonly services: Services;
  readonly work: Work;
  /** The policy versions that loaded documents name. */
  readonly policies: Map<number, Policy>;
  /** Those in force at moments that have passed, and were not met yet. */
  readonly pastPolicies: Map<Instant, Policy>;
  readonly records: { readonly [K in keyof CaseRecords]: Map<string, CaseRecords[K]> };
}

/** When a command takes effect and what it reports happened, where that is not now. */
export interface Moments {
  /** The deadline that fired it. */
  readonly effective_at?: Instant;
  /** When what it reports happened in the world: a scan's own time. */
  readonly occurred_at?: Instant;
}

/** Starts a command at the clock's time. It is decided by the policy in force when it takes effect. */
export async function startCase(services: Services, unit: Unit, moments: Moments = {}): Promise<Case> {
  const now = services.clock.now();
  const effectiveAt = moments.effective_at ?? now;
  const current = await currentPolicy(unit, effectiveAt);
  const policies = new Map<number, Policy>([[current.version, current]]);
  const pastPolicies = new Map<Instant, Policy>();
  const context: Context = {
    now,
    effective_at: effectiveAt,
    occurred_at: moments.occurred_at ?? effectiveAt,
    policy: current,
    policyAt: (instant) => pastPolicies.get(instant) ?? current,
    policyOf: (version) => policies.get(version) ?? missing(version),
    newId: services.newId,
    orderDecisionMaxSeconds: services.limits.orderDecisionMaxSeconds,
    assessmentMaxSeconds: services.limits.assessmentMaxSeconds,
    reforwards: services.profiles.includes('reforwarding'),
  };
  return { unit, services, work: startWork(context), policies, pastPolicies, records: noRecords() };
}

/** Makes a policy version known that a loaded document names. */
export async function requirePolicy({ unit, policies }: Case, version: number): Promise<void> {
  if (policies.has(version)) return;
  const policy = await unit.policies.get(version);
  if (policy !== undefined) policies.set(version, policy);
}

/** Makes the policy known that was in force when something was due that nobody has met yet. */
export async function requirePastPolicy({ unit, work, pastPolicies }: Case, due: Instant): Promise<void> {
  if (Date.parse(due) >= Date.parse(work.context.effective_at) || pastPolicies.has(due)) return;
  pastPolicies.set(due, await currentPolicy(unit, due));
}

function missing(version: number): never {
  throw new Error(`policy version ${version} was not loaded`);
}

function noRecords(): Case['records'] {
  return {
    return: new Map(),
    listing: new Map(),
    order: new Map(),
    forward: new Map(),
    settlement: new Map(),
    dispute: new Map(),
  };
}

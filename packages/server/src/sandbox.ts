import { validatePolicySettings } from '@open-return-forwarding/core';
import {
  defaultPolicySettings,
  type Instant,
  type PolicySettings,
  ProblemError,
} from '@open-return-forwarding/protocol';
import type { Clock as ClockState, SandboxState } from '@open-return-forwarding/protocol/test-control';
import type { Worker } from './background/worker.ts';
import type { Carrier } from './carrier-port.ts';
import { addPolicy, policyEnvironment, refuseConflicts } from './policy.ts';
import type { Store } from './ports.ts';
import type { TestClock } from './services.ts';

/** What the test control can do to a sandbox, beside what everybody can. */
export interface Sandbox {
  /** Wipes the retailer's data and starts anew. Throws `policy_conflict`. */
  reset(start: { readonly now?: Instant; readonly policy?: PolicySettings }): Promise<SandboxState>;
  clock(): Promise<ClockState>;
  /** Moves the clock and answers when everything due is done. Throws `clock_backwards`. */
  advanceTo(target: Instant): Promise<ClockState>;
  /** Does everything that is due now. */
  drain(): Promise<void>;
}

export interface SandboxParts {
  readonly store: Store;
  readonly clock: TestClock;
  readonly worker: Worker;
  readonly retailerId: string;
  readonly carriers: ReadonlyMap<string, Carrier>;
}

/** The sandbox of one retailer. */
export function createSandbox(parts: SandboxParts): Sandbox {
  const { store, clock, worker, retailerId } = parts;
  return {
    async reset({ now = new Date().toISOString(), policy = defaultPolicySettings }) {
      refuseConflicts(validatePolicySettings(policy, policyEnvironment(parts.carriers)), '/policy');
      await worker.alone(async () => {
        await store.system.reset(retailerId);
        await clock.freezeAt(now);
        await addPolicy(store, retailerId, { settings: policy, from: clock.now() });
      });
      return { now: clock.now(), policy_version: 1 };
    },
    clock: () => readClock(parts),
    async advanceTo(target) {
      if (Date.parse(target) < Date.parse(clock.now())) {
        throw new ProblemError('clock_backwards', { detail: `the clock shows ${clock.now()} already` });
      }
      await worker.advance(clock, target);
      return readClock(parts);
    },
    drain: () => worker.drain(),
  };
}

async function readClock({ store, clock }: SandboxParts): Promise<ClockState> {
  const now = clock.now();
  const pending = await store.system.deadlines.countDue(now);
  return { now, drained: pending === 0, pending };
}

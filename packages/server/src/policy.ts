import {
  type PolicyEnvironment,
  type PolicyReading,
  type PolicyShape,
  readPolicyDocument,
} from '@open-return-forwarding/core';
import {
  type FieldError,
  type Instant,
  type Policy,
  type PolicyFinding,
  type PolicySettings,
  ProblemError,
  type Profile,
} from '@open-return-forwarding/protocol';
import contract from '@open-return-forwarding/protocol/openapi.json' with { type: 'json' };
import { validators } from '@open-return-forwarding/protocol/validators';
import type { Carrier } from './carrier-port.ts';
import { newId } from './ids.ts';
import type { Store, Unit } from './ports.ts';
import { profiles } from './profiles.ts';

/** What a server can do, as far as a policy may ask for it. */
export function policyEnvironment(carriers: ReadonlyMap<string, Carrier>): PolicyEnvironment {
  const declared = [...carriers.values()].map(({ id, profile }) => ({
    id,
    sender_exposure: profile.sender_exposure,
    recipient_exposure: profile.recipient_exposure,
  }));
  const declaredProfiles: readonly Profile[] = profiles;
  return { carriers: declared, reforwarding: declaredProfiles.includes('reforwarding') };
}

/** Reads a document as a policy, and says all that is wrong with it. */
export function readPolicy(document: unknown, carriers: ReadonlyMap<string, Carrier>): PolicyReading {
  return readPolicyDocument(document, { shape, environment: policyEnvironment(carriers) });
}

/** The settings of a policy without what the server gave it. */
export function settingsOf({ version: _, effective_from: __, ...settings }: Policy): PolicySettings {
  return settings;
}

/** The conflicts of a policy as the errors of a problem; `below` is where the policy stands in the body. */
export function conflictErrors(findings: readonly PolicyFinding[], below = ''): FieldError[] {
  return findings
    .filter(({ severity }) => severity === 'error')
    .map(({ pointer, code, detail, suggestion }) => ({
      pointer: `${below}${pointer}`.slice(0, 1024),
      code: code.endsWith('_unknown') ? 'unknown_reference' : 'not_allowed',
      detail: `${detail} ${suggestion}`,
    }));
}

/** Throws `policy_conflict` if a policy of the right shape may not be put in force. */
export function refuseConflicts(findings: readonly PolicyFinding[], below = ''): void {
  const errors = conflictErrors(findings, below);
  if (errors.length > 0) throw new ProblemError('policy_conflict', { errors });
}

export interface NewPolicy {
  readonly settings: PolicySettings;
  readonly from: Instant;
}

/** Adds a policy version that holds from an instant on, and answers it. Whatever is not the first one is announced. */
export async function addPolicyVersion(unit: Unit, { settings, from }: NewPolicy): Promise<Policy> {
  const newest = await unit.policies.newest();
  const policy: Policy = { ...settings, version: (newest?.version ?? 0) + 1, effective_from: from };
  await unit.policies.add(policy);
  if (newest === undefined) return policy;
  const { version, effective_from } = policy;
  await unit.events.append({
    id: newId('evt'),
    type: 'policy.updated',
    subject: { kind: 'policy', id: String(version) },
    occurred_at: from,
    effective_at: from,
    recorded_at: from,
    data: { version, effective_from },
  });
  return policy;
}

/** As `addPolicyVersion`, in a transaction of its own. */
export function addPolicy(store: Store, retailerId: string, policy: NewPolicy): Promise<Policy> {
  return store.command(retailerId, (unit) => addPolicyVersion(unit, policy));
}

const shape: PolicyShape = {
  violations(document) {
    const validate = validators.PolicySettings;
    return validate(document) ? [] : (validate.errors ?? []);
  },
  membersAt: (pointer) => Object.keys(schemaAt(pointer)?.properties ?? {}),
};

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: boolean | Schema;
}

/** The contract's schema of what stands at a JSON Pointer into a policy. */
function schemaAt(pointer: string): Schema | undefined {
  const names = pointer.split('/').slice(1);
  return names.reduce(
    (schema, name) => schema && below(schema, name),
    resolved({ $ref: '#/components/schemas/PolicySettings' }),
  );
}

function below({ properties = {}, items, additionalProperties }: Schema, name: string): Schema | undefined {
  const open = typeof additionalProperties === 'object' ? additionalProperties : undefined;
  return resolved((Object.hasOwn(properties, name) ? properties[name] : undefined) ?? items ?? open);
}

function resolved(schema: Schema | undefined): Schema | undefined {
  const name = schema?.$ref?.split('/').at(-1);
  if (name === undefined) return schema;
  const schemas: Readonly<Record<string, Schema>> = contract.components.schemas as object as Record<
    string,
    Schema
  >;
  return resolved(schemas[name]);
}

import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { validateBrackets } from '@open-return-forwarding/core';
import {
  defaultPolicySettings,
  type Instant,
  type Policy,
  type PolicySettings,
  scopes,
} from '@open-return-forwarding/protocol';
import { validators } from '@open-return-forwarding/protocol/validators';
import { parse } from 'yaml';
import { type Config, ConfigError } from './config.ts';
import { newId } from './ids.ts';
import { addPolicy } from './policy.ts';
import type { Store } from './ports.ts';
import type { Clock } from './services.ts';

/** The one retailer of a self-hosted server. More are made with `orf keys create --retailer`. */
export const SANDBOX_RETAILER = 'rtl_default';

/** Makes the first retailer, its policy and, in a sandbox, its well-known key. Throws ConfigError. */
export async function ensureFirstRetailer(store: Store, config: Config, clock: Clock): Promise<void> {
  const now = clock.now();
  const { policyFile } = config;
  await ensureRetailer(store, { id: SANDBOX_RETAILER, now, ...(policyFile && { policyFile }) });
  if (config.sandbox === undefined) return;
  const { token } = config.sandbox;
  if ((await store.system.keys.find(token)) !== undefined) return;
  await store.system.keys.create({
    id: newId('key'),
    retailer_id: SANDBOX_RETAILER,
    name: 'sandbox',
    scopes: [...scopes],
    created_at: now,
    token,
  });
}

export interface RetailerStart {
  readonly id: string;
  readonly now: Instant;
  /** Without it, a retailer that has no policy gets the default one. */
  readonly policyFile?: string;
}

/** Makes sure of a retailer and its policy. A policy file is a new version only where it says something new. */
export async function ensureRetailer(store: Store, { id, now, policyFile }: RetailerStart): Promise<void> {
  await store.system.retailers.create({ id, name: id, created_at: now });
  const current = await store.query(id, (view) => view.policies.newest());
  if (policyFile === undefined && current !== undefined) return;
  const wanted = policyFile === undefined ? defaultPolicySettings : await readPolicyFile(policyFile);
  if (current !== undefined && saysTheSame(current, wanted)) return;
  await addPolicy(store, id, { settings: wanted, from: now });
}

function saysTheSame(
  { version: _, effective_from: __, ...inForce }: Policy,
  wanted: PolicySettings,
): boolean {
  return isDeepStrictEqual(inForce, wanted);
}

/** Reads a policy from YAML or JSON, and refuses one that could not be kept to. Throws ConfigError. */
export async function readPolicyFile(file: string): Promise<PolicySettings> {
  const settings: unknown = parse(await readText(file));
  const validate = validators.PolicySettings;
  if (!validate(settings)) {
    const faults = (validate.errors ?? []).map(
      (fault) => `${fault.instancePath || '/'}: ${fault.keyword} ${JSON.stringify(fault.params)}`,
    );
    throw new ConfigError(`${file} is no policy:\n  ${faults.join('\n  ')}`);
  }
  const conflicts = validateBrackets(settings.discount.brackets);
  if (conflicts.length > 0) {
    throw new ConfigError(
      `${file}:\n  ${conflicts.map(({ pointer, detail }) => `${pointer}: ${detail}`).join('\n  ')}`,
    );
  }
  return settings;
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new ConfigError(
      `the policy file ${file} cannot be read: ${error instanceof Error ? error.message : error}`,
    );
  }
}

import { readFile } from 'node:fs/promises';
import { readPolicyDocument } from '@open-return-forwarding/core';
import type { Policy } from '@open-return-forwarding/protocol';
import { policyPresets } from '@open-return-forwarding/protocol/policy-presets';
import { validators } from '@open-return-forwarding/protocol/validators';
import { parse } from 'yaml';

/** A policy cannot be used; the message says why. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';
}

/** A policy and what the report calls it. */
export interface NamedPolicy {
  readonly name: string;
  readonly policy: Policy;
}

const presets: Readonly<Record<string, string>> = { EUR: 'default', GBP: 'uk-gbp' };

/** The policy of a file, else the example that fits the currency. Throws `PolicyError`, or the file system's error. */
export async function readPolicy(file: string | undefined, currency: string): Promise<NamedPolicy> {
  const preset = presets[currency];
  if (file === undefined && preset === undefined) {
    throw new PolicyError(`There is no example policy in ${currency}; give one with --policy.`);
  }
  const name = file ?? `example ${preset}`;
  const text = file === undefined ? (policyPresets[preset ?? ''] ?? '') : await readFile(file, 'utf8');
  const policy = parsePolicy(name, text);
  if (policy.currency === currency) return { name: name.split(/[\\/]/).at(-1) ?? name, policy };
  throw new PolicyError(`${name} is in ${policy.currency}, the orders in ${currency}.`);
}

function parsePolicy(name: string, text: string): Policy {
  const document: unknown = documentOf(name, text);
  const { settings, findings } = readPolicyDocument(document, {
    shape: {
      violations: (given) =>
        validators.PolicySettings(given) ? [] : (validators.PolicySettings.errors ?? []),
      membersAt: () => [],
    },
    // No label is printed here: whatever carriers a policy names are taken to be there.
    environment: { carriers: carriersOf(document), reforwarding: true },
  });
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (settings !== undefined && errors.length === 0) {
    return { ...settings, version: 1, effective_from: '2000-01-01T00:00:00Z' };
  }
  const said = errors.map(
    ({ pointer, detail, suggestion }) => `  ${pointer || '/'}: ${detail} ${suggestion}`,
  );
  throw new PolicyError(`${name} is no policy that can be put in force:\n${said.join('\n')}`);
}

function documentOf(name: string, text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new PolicyError(`${name} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

function carriersOf(document: unknown) {
  const named = (document as { shipping?: { carriers?: unknown } } | null)?.shipping?.carriers;
  const ids = Array.isArray(named) ? named.filter((id) => typeof id === 'string') : [];
  return ids.map((id) => ({ id, sender_exposure: 'none' as const, recipient_exposure: 'none' as const }));
}

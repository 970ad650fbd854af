import { emitContract, emitVersion } from './emit/contract.ts';
import { emitEnums } from './emit/enums.ts';
import type { GeneratedFile } from './emit/file.ts';
import { emitLifecycles } from './emit/lifecycles.ts';
import { emitManifest } from './emit/manifest.ts';
import { emitOperations } from './emit/operations.ts';
import { emitPolicy, emitPolicyPresets } from './emit/policy.ts';
import { emitPrivacy } from './emit/privacy.ts';
import { emitProblems } from './emit/problems.ts';
import { emitSchemas } from './emit/schemas.ts';
import { emitScopes } from './emit/scopes.ts';
import { emitTypes } from './emit/types.ts';
import { emitValidators } from './emit/validators.ts';
import { emitWebhooks } from './emit/webhooks.ts';
import { refuse } from './fault.ts';
import { lifecycleFaults } from './gates/lifecycles.ts';
import { operationFaults } from './gates/operations.ts';
import { policyFaults, schemaFaults, webhookFaults } from './gates/schemas.ts';
import { readContract } from './read/contract.ts';
import type { ApiDocument, Contract } from './read/model.ts';

/** As `generateFrom`, for the contract in folder `spec`. */
export async function generate(spec: string): Promise<GeneratedFile[]> {
  return generateFrom(await readContract(spec));
}

/**
 * Checks a contract and returns every file of the protocol, the second document's under `test-control/`. Writes
 * nothing. Throws a ContractError that names each place that is wrong.
 */
export async function generateFrom(contract: Contract): Promise<GeneratedFile[]> {
  checkContract(contract);
  const files = [
    ...(await documentFiles(contract.api, '../')),
    emitProblems(contract),
    emitLifecycles(contract),
    emitPolicy(contract),
    emitPolicyPresets(contract),
    emitWebhooks(contract.api),
    emitScopes(contract.api),
    ...(contract.testControl ? await testControlFiles(contract.testControl) : []),
  ];
  return files.sort((left, right) => (left.path < right.path ? -1 : 1));
}

/** Everything that must hold before code is made from the contract. Throws a ContractError. */
export function checkContract(contract: Contract): void {
  refuse([
    ...operationFaults(contract),
    ...schemaFaults(contract.api),
    ...(contract.testControl ? schemaFaults(contract.testControl) : []),
    ...webhookFaults(contract.api),
    ...lifecycleFaults(contract),
  ]);
  refuse(policyFaults(contract));
}

async function documentFiles(api: ApiDocument, up: string): Promise<GeneratedFile[]> {
  return [
    { path: 'openapi.json', text: `${JSON.stringify(api.bundle, null, 2)}\n` },
    await emitTypes(api),
    emitSchemas(api),
    emitEnums(api),
    emitPrivacy(api),
    emitManifest(api, up),
    emitOperations(api, up),
    ...emitValidators(api, up),
    emitContract(api, up),
    emitVersion(api),
  ];
}

async function testControlFiles(api: ApiDocument): Promise<GeneratedFile[]> {
  const files = await documentFiles(api, '../../');
  return files.map((file) => ({ ...file, path: `test-control/${file.path}` }));
}

import type { Contract } from './contract/contract.ts';
import { at, type Documents, isObject, type JsonObject } from './contract/documents.ts';
import type { Surroundings } from './run/trial.ts';

/** What checks start from: the published default policy, with a carrier that this server has. */
export function surroundings(
  documents: Documents,
  contract: Contract,
  run: { readonly implementation: { readonly discovery: JsonObject }; readonly seed: string },
): Surroundings {
  const { discovery } = run.implementation;
  const policy = structuredClone(documents.read('policies/default.yaml'));
  const { shipping } = policy;
  const carrier = at(discovery, '/carriers/0/id');
  if (isObject(shipping) && typeof carrier === 'string') shipping.carriers = [carrier];
  return { contract, discovery, policy, published: (file) => documents.read(file), seed: run.seed };
}

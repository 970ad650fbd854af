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
  if (isObject(shipping) && typeof carrier === 'string') {
    shipping.carriers = [carrier];
    shipping.maximum_exposure = exposureOf(discovery, String(shipping.maximum_exposure));
  }
  return { contract, discovery, policy, published: (file) => documents.read(file), seed: run.seed };
}

const EXPOSURES = ['none', 'dropoff_only', 'printed'];

/** What the policy has to allow for that carrier's labels: more than the default where they show more. */
function exposureOf(discovery: JsonObject, allowed: string): string {
  const shown = ['sender_exposure', 'recipient_exposure'].map((name) =>
    String(at(discovery, `/carriers/0/${name}`)),
  );
  return EXPOSURES[Math.max(...[allowed, ...shown].map((each) => EXPOSURES.indexOf(each)))] ?? allowed;
}

import { readFileSync } from 'node:fs';
import {
  type CreateOrder,
  type CreateReturn,
  defaultPolicySettings,
  type PolicySettings,
} from '@open-return-forwarding/protocol';
import { merged } from '../assessment/vectors.ts';

interface Given {
  readonly return: CreateReturn;
  readonly order: Omit<CreateOrder, 'external_id' | 'buyer_ref'>;
}

const file = new URL('../../../../spec/vectors/lifecycles/given.json', import.meta.url);
const given: Given = JSON.parse(readFileSync(file, 'utf8'));

/** A return that the default policy forwards, with changes to it. */
export function aReturn(changes: Partial<CreateReturn> = {}): CreateReturn {
  return merged(given.return, changes) as CreateReturn;
}

/** An order for the same article in any condition, from a buyer of its own, with changes to it. */
export function anOrder(id: string, changes: Partial<CreateOrder> = {}): CreateOrder {
  return merged({ ...given.order, external_id: id, buyer_ref: `buyer of ${id}` }, changes) as CreateOrder;
}

/** The default policy as a JSON Merge Patch changes it. */
export function policyWith(patch: object = {}): PolicySettings {
  return merged(defaultPolicySettings, patch) as PolicySettings;
}

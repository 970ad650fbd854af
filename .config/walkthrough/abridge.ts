import type { Schemas } from '../standard/examples.ts';
import type { Body } from './record.ts';

/** Members that the page shows wherever they occur, though their schema does not ask for them. */
const kept = new Set(
  `items type data external_id status route assessment offer price discount listing_id forward_id return_id order_id
  ship_by rating verdict refund amount due_at statutory_due_at trigger fulfilment decision_id settlement_id label
  chosen entries pair second_sale net forward_value threshold margin components reason_code price_due offered_price
  params closes_at expires_at settled_at`.split(/\s+/),
);
/** What says something only as a whole. */
const whole = new Set(['entries', 'profiles', 'scopes', 'formats', 'countries', 'params', 'components']);

/** A body without what the page does not speak of: optional members and all but the first item of a list. Stays valid. */
export function abridge({ schema, value }: Body, schemas: Schemas): unknown {
  const validate = schemas(schema);
  if (validate === undefined) throw new Error(`the contract has no schema ${schema}`);
  const copy: unknown = structuredClone(value);
  if (validate(copy) !== true) throw new Error(`a body is no ${schema}: ${JSON.stringify(validate.errors)}`);
  prune(copy, () => validate(copy) === true);
  return copy;
}

function prune(value: unknown, isValid: () => boolean): void {
  if (Array.isArray(value)) {
    for (const item of value) prune(item, isValid);
  } else if (typeof value === 'object' && value !== null) {
    const object = value as Record<string, unknown>;
    for (const name of Object.keys(object)) {
      if (!kept.has(name)) dropUnlessNeeded(object, name, isValid);
      if (whole.has(name)) continue;
      shorten(object[name], isValid);
      prune(object[name], isValid);
    }
  }
}

function dropUnlessNeeded(object: Record<string, unknown>, name: string, isValid: () => boolean): void {
  const before = Object.entries(object);
  delete object[name];
  if (isValid()) return;
  for (const [each] of before) delete object[each];
  Object.assign(object, Object.fromEntries(before));
}

function shorten(value: unknown, isValid: () => boolean): void {
  if (!Array.isArray(value) || value.length < 2) return;
  const rest = value.splice(1);
  if (!isValid()) value.push(...rest);
}

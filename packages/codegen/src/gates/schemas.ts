import type { Ajv2020 } from 'ajv/dist/2020.js';
import { compile, schemaKey, schemaPlace } from '../emit/compile.ts';
import type { Fault } from '../fault.ts';
import { type JsonObject, listOf, objectOf, stringsOf, textOf } from '../json.ts';
import { reachable } from '../reachable.ts';
import type { ApiDocument, Contract } from '../read/model.ts';
import { schemaName } from '../read/reader.ts';
import { subschemas } from '../schema-walk.ts';

/** What must hold of the named schemas. */
export function schemaFaults(api: ApiDocument): Fault[] {
  const bodies = api.operations.flatMap(
    ({ request }) => request?.media.flatMap(({ schema }) => schema ?? []) ?? [],
  );
  const received = new Set(reachable(api, bodies));
  return Object.entries(api.schemas).flatMap(([name, schema]) => {
    const messages = [
      ...(/^[A-Z][A-Za-z0-9]*$/.test(name)
        ? []
        : ['must be PascalCase; a name with a number comes from two schemas of one name']),
      ...subschemas(schema).flatMap((one) => [...discriminatorFaults(api, one), ...privacyFaults(one)]),
    ];
    if (received.has(name) && subschemas(schema).some(isUnboundedSet))
      messages.push('`uniqueItems` needs a `maxItems`');
    return messages.map((message) => ({ place: schemaPlace(api, name), message }));
  });
}

// Callers could keep the server comparing for long.
function isUnboundedSet(schema: JsonObject): boolean {
  return schema.uniqueItems === true && schema.maxItems === undefined;
}

// ajv ignores the mapping and openapi-typescript trusts it, so the two must say the same.
function discriminatorFaults(api: ApiDocument, schema: JsonObject): string[] {
  if (schema.discriminator === undefined) return [];
  const discriminator = objectOf(schema.discriminator);
  const tag = textOf(discriminator.propertyName);
  const mapping = new Map(
    Object.entries(objectOf(discriminator.mapping)).map(([value, target]) => [textOf(target), value]),
  );
  const branches = listOf(schema.oneOf).map(objectOf);
  if (branches.length === 0) return ['a discriminator needs `oneOf`'];
  return branches.flatMap((branch) => {
    const name = schemaName(branch);
    if (name === undefined) return ['every branch of a discriminated union must refer to a named schema'];
    const value = mapping.get(textOf(branch.$ref));
    const target = objectOf(api.schemas[name]);
    const said = objectOf(objectOf(target.properties)[tag]);
    const values = said.const === undefined ? stringsOf(said.enum) : [textOf(said.const)];
    if (value === undefined) return [`branch ${name} is missing in \`discriminator.mapping\``];
    if (!values.includes(value))
      return [`branch ${name} must have \`${tag}\` in its own properties, with the value \`${value}\``];
    return stringsOf(target.required).includes(tag) ? [] : [`branch ${name} must require \`${tag}\``];
  });
}

function privacyFaults(schema: JsonObject): string[] {
  const kind = schema['x-orf-privacy'];
  const known = kind === undefined || kind === 'personal' || kind === 'identifier';
  return known ? [] : [`\`x-orf-privacy\` is \`personal\` or \`identifier\`, not \`${String(kind)}\``];
}

/** Whether each event type has its webhook and each webhook its type. */
export function webhookFaults(api: ApiDocument): Fault[] {
  const types = stringsOf(objectOf(api.schemas.EventType).enum);
  const hooks = api.webhooks.map(({ type }) => type);
  const payloadFaults = api.webhooks.flatMap(({ type, schema }) => {
    const tag = objectOf(objectOf(objectOf(api.schemas[schema]).properties).type);
    if (tag.const === type || stringsOf(tag.enum).join() === type) return [];
    return [{ place: schemaPlace(api, schema), message: `its \`type\` must be the constant \`${type}\`` }];
  });
  const missing = types
    .filter((type) => !hooks.includes(type))
    .map((type) => `event type \`${type}\` has no webhook`);
  const unknown = hooks
    .filter((type) => !types.includes(type))
    .map((type) => `webhook \`${type}\` is no EventType`);
  return [
    ...payloadFaults,
    ...[...missing, ...unknown].map((message) => ({ place: `${api.source}#/webhooks`, message })),
  ];
}

/** What keeps the policies to begin with from being a `PolicySettings`. */
export function policyFaults(contract: Contract, compiled: Ajv2020 = compile(contract.api)): Fault[] {
  const validate = compiled.getSchema(schemaKey('PolicySettings'));
  const place = contract.places.policy;
  if (validate === undefined) return [{ place, message: 'needs the schema `PolicySettings`' }];
  const others = contract.presets.filter((preset) => preset.place !== place);
  return [{ settings: contract.policy, place }, ...others].flatMap((preset) => {
    if (validate(preset.settings) === true) return [];
    return (validate.errors ?? []).map((error) => ({
      place: `${preset.place}#${error.instancePath}`,
      message: `breaks \`${error.keyword}\` ${JSON.stringify(error.params)}`,
    }));
  });
}

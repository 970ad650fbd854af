import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkContract } from '../src/generate.ts';
import { ContractError } from '../src/index.ts';
import { type Json, type JsonObject, objectOf } from '../src/json.ts';
import { readContract } from '../src/read/contract.ts';
import { interpretDocument } from '../src/read/document.ts';
import type { Contract } from '../src/read/model.ts';
import { readYaml } from '../src/read/yaml.ts';

const spec = fileURLToPath(new URL('fixtures/contract', import.meta.url));
let contract: Contract;
let root: JsonObject;
beforeAll(async () => {
  contract = await readContract(spec);
  root = await readYaml(`${spec}/openapi.yaml`);
});

type Path = readonly (string | number)[];

/** A document with one place replaced; `undefined` takes it out. */
function replaced(document: Json, [step, ...rest]: Path, value: Json | undefined): Json {
  if (step === undefined) return value ?? null;
  const inner = (document as Record<string | number, Json>)[step] ?? {};
  const copy = (Array.isArray(document) ? [...document] : { ...objectOf(document) }) as Record<
    string | number,
    Json
  >;
  if (rest.length === 0 && value === undefined) delete copy[step];
  else copy[step] = replaced(inner, rest, value);
  return copy as Json;
}

/** What is said about the contract with one place of one of its documents replaced. */
function faultsOf(
  change: { readonly api?: Path; readonly lifecycles?: Path; readonly policy?: Path },
  value: Json | undefined,
): string {
  try {
    const api = change.api
      ? interpretDocument(objectOf(replaced(contract.api.bundle, change.api, value)), {
          source: contract.api.source,
          root,
        })
      : contract.api;
    const lifecycles = change.lifecycles
      ? objectOf(replaced(contract.lifecycles, change.lifecycles, value))
      : contract.lifecycles;
    const policy = change.policy ? replaced(contract.policy, change.policy, value) : contract.policy;
    checkContract({ ...contract, api, lifecycles, policy });
    return '';
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return error.message;
  }
}

const post = ['paths', '/v1/returns', 'post'] as const;
const cycle = ['lifecycles', 'return'] as const;
const schemas = ['components', 'schemas'] as const;

describe('a contract that is right', () => {
  it('passes every gate', () => {
    expect(() => checkContract(contract)).not.toThrow();
  });
});

describe('an operation', () => {
  const broken: readonly [string, Path, Json | undefined, string][] = [
    [
      'without an operationId',
      [...post, 'operationId'],
      undefined,
      'contract/paths/returns.yaml#/returns/post: has no `operationId`',
    ],
    ['without a profile', [...post, 'x-orf-profile'], undefined, 'returns/post: has no `x-orf-profile`'],
    ['without security', [...post, 'security'], undefined, 'returns/post: has no `security`'],
    ['with another’s operationId', [...post, 'operationId'], 'getReturn', 'operationId `getReturn` is taken'],
    [
      'with an unknown problem',
      [...post, 'x-orf-problems'],
      ['no_such_thing'],
      'returns/post: problem `no_such_thing` is not in contract/problems.yaml',
    ],
    [
      'without the response of its problem',
      [...post, 'responses', '409'],
      undefined,
      'problem `external_id_taken` needs the response 409',
    ],
    [
      'with an unknown scope',
      [...post, 'security'],
      [{ bearer: ['returns:burn'] }],
      'does not name the scope `returns:burn`',
    ],
    [
      'with two security schemes',
      [...post, 'security'],
      [{ bearer: [] }, { ratingToken: [] }],
      'must name exactly one security scheme',
    ],
    [
      'with an undeclared security scheme',
      [...post, 'security'],
      [{ cookie: [] }],
      'security scheme `cookie` must be declared',
    ],
    [
      'with a parameter that nothing decodes',
      [...post, 'parameters'],
      [{ name: 'q', in: 'query', schema: { type: 'object' } }],
      '`q` has a schema that cannot be decoded strictly',
    ],
    [
      'with an undeclared path parameter',
      ['paths', '/v1/returns/{return_id}', 'parameters'],
      [],
      'path parameter `return_id` is not declared',
    ],
    [
      'with a default response',
      [...post, 'responses', 'default'],
      { description: 'Any.' },
      'must be one status',
    ],
    [
      'with a response that cannot be traced',
      [...post, 'responses', '201', 'headers'],
      {},
      'response 201 lacks the header ORF-Request-Id',
    ],
  ];
  it.each(broken)('%s', (_given, api, value, message) => {
    expect(faultsOf({ api }, value)).toContain(message);
  });

  it('is not the only one named when several are wrong', () => {
    const message = faultsOf({ api: ['paths', '/v1/returns'] }, { get: {}, post: {} });
    expect(message.split('\n').length).toBeGreaterThan(4);
  });
});

describe('a schema', () => {
  const broken: readonly [string, Path, Json | undefined, string][] = [
    [
      'whose name is numbered',
      [...schemas, 'Return-2'],
      { type: 'string' },
      'schemas/Return-2: must be PascalCase',
    ],
    ['with an unknown class of privacy', [...schemas, 'Instant', 'x-orf-privacy'], 'secret', 'not `secret`'],
    [
      'with a branch that is not mapped',
      [...schemas, 'Resolution', 'discriminator', 'mapping', 'refund'],
      undefined,
      'branch RefundResolution is missing in `discriminator.mapping`',
    ],
    [
      'whose tag has another value than mapped',
      [...schemas, 'RefundResolution', 'properties', 'type', 'const'],
      'money',
      'with the value `refund`',
    ],
    [
      'whose tag is not required',
      [...schemas, 'RefundResolution', 'required'],
      [],
      'branch RefundResolution must require `type`',
    ],
    [
      'of an event type without a webhook',
      [...schemas, 'EventType', 'enum'],
      ['return.created', 'return.listed', 'return.lost'],
      'event type `return.lost` has no webhook',
    ],
    [
      'of a webhook that is no event type',
      [...schemas, 'EventType', 'enum'],
      ['return.created'],
      'webhook `return.listed` is no EventType',
    ],
    [
      'of a payload with another type',
      [...schemas, 'ReturnListed', 'properties', 'type', 'const'],
      'x',
      'must be the constant `return.listed`',
    ],
    [
      'whose unique items have no limit',
      [...schemas, 'Instant'],
      { type: 'array', uniqueItems: true },
      '`uniqueItems` needs a `maxItems`',
    ],
    ['that ajv cannot compile', [...schemas, 'Instant', 'pattern'], '(', 'schemas/Instant'],
  ];
  it.each(broken)('%s', (_given, api, value, message) => {
    expect(faultsOf({ api }, value)).toContain(message);
  });
});

describe('a life cycle', () => {
  const broken: readonly [string, Path, Json | undefined, string][] = [
    [
      'whose states are not those of its schema',
      [...cycle, 'states', 'lost'],
      {},
      'its states are not the values of `ReturnStatus`: lost',
    ],
    [
      'with an unknown initial state',
      [...cycle, 'initial'],
      ['born'],
      '`born` is initial or terminal but no state',
    ],
    [
      'with a state that nobody owns',
      [...cycle, 'states', 'listed', 'owner'],
      undefined,
      'return/states/listed: has no owner',
    ],
    [
      'with a state that waits for ever',
      [...cycle, 'states', 'listed', 'deadline'],
      undefined,
      'has neither a deadline nor a `waits_for`',
    ],
    [
      'with an undeclared deadline',
      [...cycle, 'states', 'listed', 'deadline'],
      'doomsday',
      'deadline `doomsday` is not declared',
    ],
    ['with a deadline that leads nowhere', ['deadlines', 'other'], { description: 'x' }, ''],
    [
      'with a state that cannot be reached',
      [...cycle, 'transitions', 0, 'to'],
      'completed',
      'return/states/listed: cannot be reached',
    ],
    [
      'with a state that cannot be left',
      [...cycle, 'transitions', 1, 'from'],
      [],
      'is not terminal, but no transition leaves it',
    ],
    [
      'with an unknown state',
      [...cycle, 'transitions', 0, 'to'],
      'gone',
      'return/transitions/0: `gone` is no state',
    ],
    [
      'with an unknown event',
      [...cycle, 'transitions', 0, 'emits'],
      ['return.lost'],
      '`return.lost` is no EventType',
    ],
    [
      'with an unknown effect',
      [...cycle, 'transitions', 0, 'effects'],
      ['explode'],
      'effect `explode` is not declared',
    ],
    [
      'with an unknown kind',
      [...cycle, 'transitions', 0, 'kind'],
      'magic',
      '`kind` is command, deadline or effect',
    ],
  ];
  it.each(broken)('%s', (_given, lifecycles, value, message) => {
    const found = faultsOf({ lifecycles }, value);
    if (message === '') expect(found).toBe('');
    else expect(found).toContain(message);
  });

  it('whose state has a deadline that no transition takes', () => {
    const found = faultsOf({ lifecycles: [...cycle, 'transitions', 1, 'on'] }, 'somebody_came');
    expect(found).toContain('no transition leaves it on its deadline `window`');
  });
});

describe('the default policy', () => {
  it('must be a PolicySettings', () => {
    expect(faultsOf({ policy: ['window_days'] }, 15)).toContain(
      'contract/policies/default.yaml#/window_days: breaks `maximum`',
    );
    expect(faultsOf({ policy: ['windows'] }, 1)).toContain(
      'contract/policies/default.yaml#: breaks `additionalProperties`',
    );
  });
});

import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { contract } from '../src/generated/contract.ts';
import openapi from '../src/generated/openapi.json' with { type: 'json' };
import { contract as testControl } from '../src/generated/test-control/contract.ts';
import { type HandlerTable, mountContract } from '../src/hono/app.ts';
import {
  defaultPolicySettings,
  eventTypeValues,
  lifecycles,
  type OperationInfo,
  webhookSchemas,
} from '../src/index.ts';
import { validators } from '../src/validators.ts';

const operations: readonly OperationInfo[] = [
  ...Object.values(contract.manifest),
  ...Object.values(testControl.manifest),
];

/** Both documents, every profile declared; whoever gets through to a handler fails the test. */
function closedApp(principal: { readonly scopes: readonly string[] } | undefined): Hono {
  const app = new Hono();
  for (const one of [contract, testControl]) {
    const handlers: Record<string, HandlerTable<undefined>> = {};
    for (const { profile, operationId } of Object.values(one.manifest)) {
      const reached = () => Promise.reject(new Error(`${operationId} was reached`));
      handlers[profile] = { ...handlers[profile], [operationId]: reached };
    }
    mountContract(app, {
      contract: one,
      handlers,
      options: { authenticate: () => principal, execute: () => Promise.reject(new Error('reached')) },
    });
  }
  return app;
}

const guarded = operations.filter(({ security }) => security.kind !== 'public');
const call = (app: Hono, { method, path }: OperationInfo, headers: Record<string, string> = {}) =>
  app.request(path.replaceAll(/\{[^}]+\}/g, 'some'), { method: method.toUpperCase(), headers });

describe('every operation of the contract that is not public', () => {
  it('refuses a caller without a token, and one whose token nobody knows', async () => {
    const app = closedApp(undefined);
    for (const operation of guarded) {
      expect((await call(app, operation)).status, operation.operationId).toBe(401);
      const unknown = await call(app, operation, { authorization: 'Bearer unknown' });
      expect(unknown.status, operation.operationId).toBe(401);
    }
  });

  it('refuses a token without its scopes', async () => {
    const app = closedApp({ scopes: ['something:else'] });
    const scoped = guarded.filter(({ scopes }) => scopes.length > 0);
    expect(scoped.length).toBeGreaterThan(40);
    for (const operation of scoped) {
      const response = await call(app, operation, { authorization: 'Bearer known' });
      expect(response.status, operation.operationId).toBe(403);
    }
  });

  it('is public only where the contract says why', () => {
    const open = operations
      .filter(({ security }) => security.kind === 'public')
      .map(({ operationId }) => operationId);
    expect(open.sort()).toEqual(['getDiscovery', 'getProblemType']);
  });
});

describe('what is generated from the contract', () => {
  it('has a validator for the payload of every event type', () => {
    for (const type of eventTypeValues) expect(validators, type).toHaveProperty(webhookSchemas[type]);
  });

  it('has a default policy that its own validator takes', () => {
    expect(validators.PolicySettings(defaultPolicySettings)).toBe(true);
  });

  it('shows the default policy in its examples as it is', () => {
    const { examples } = openapi.components;
    expect(examples.SettingsDefault.value).toEqual(defaultPolicySettings);
    expect(examples.PolicyDefault.value).toMatchObject(defaultPolicySettings);
  });

  it('has a life cycle for every object that has one', () => {
    expect(Object.keys(lifecycles).sort()).toEqual([
      'dispute',
      'forward',
      'listing',
      'order',
      'refund',
      'return',
    ]);
  });
});

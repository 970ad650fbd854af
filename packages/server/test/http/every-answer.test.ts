import { testControlManifest } from '@open-return-forwarding/protocol/test-control';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { coreOperations, successesOf } from '../support/calls.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { tour } from '../support/tour.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
  await tour(sandbox);
}, 60_000);
afterAll(() => sandbox.close());

/** Answers that this server may leave to others: it answers only when the clock has drained. */
const leftToOthers = ['advanceClock 202'];

describe('the contract', () => {
  it('is answered in every operation of core and of test control with every success that it declares', () => {
    const declared = [...coreOperations, ...Object.values(testControlManifest)].flatMap((operation) =>
      successesOf(operation).map((status) => `${operation.operationId} ${status}`),
    );
    expect(declared.length).toBeGreaterThan(45);
    const unseen = declared.filter((answer) => !sandbox.seen.has(answer));
    expect(unseen).toEqual(leftToOthers);
  });

  it('puts a request id of its own on every answer, and keeps answers about a retailer out of caches', () => {
    const ids = sandbox.answers.map(({ answer }) => answer.headers.get('ORF-Request-Id'));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => /^req_/.test(id ?? ''))).toBe(true);
    const cached = sandbox.answers.filter(
      ({ operationId, answer }) =>
        !['getDiscovery', 'getProblemType'].includes(operationId) &&
        answer.headers.get('Cache-Control') !== 'no-store',
    );
    expect(cached).toEqual([]);
  });
});

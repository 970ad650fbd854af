import { scopes } from '@open-return-forwarding/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { coreOperations, operations } from '../support/calls.ts';
import { type Caller, type Sandbox, startSandbox } from '../support/sandbox.ts';
import { plainWords, tour, type Words } from '../support/tour.ts';

const refs = { external_id: 'IDENT-return', ref: 'IDENT-sender', buyer: 'IDENT-buyer', sold: 'IDENT-sold' };
const words: Words = {
  ...plainWords,
  returned: {
    external_id: refs.external_id,
    consumer: { ref: refs.ref },
    order_line: {
      order_ref: refs.sold,
      line_ref: 'IDENT-line',
      unit_price: { amount: 7_999, currency: 'EUR' },
      purchased_at: '2027-02-20T10:00:00Z',
    },
  },
  ordered: { external_id: 'IDENT-order', buyer_ref: refs.buyer },
};
/** What the retailer's payment references begin with in the tests. */
const payment = 'PSP-';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

/** The same caller with another key, where it is a key that an operation takes. */
function withToken(caller: Caller, token: string): Caller {
  const bearer = (id: keyof typeof operations) => operations[id].security.kind === 'bearer';
  return {
    ...caller,
    call: (id, input, manner) => caller.call(id, input, bearer(id) ? { ...manner, token } : manner),
    ask: (id, input, manner) => caller.ask(id, input, bearer(id) ? { ...manner, token } : manner),
  };
}

describe("the retailer's own references", { timeout: 60_000 }, () => {
  it('are left out of every answer for a key without the scope for them', async () => {
    const token = await sandbox.newToken({ scopes: scopes.filter((scope) => scope !== 'identifiers') });
    const before = sandbox.answers.length;
    await tour(withToken(sandbox, token), words);
    const answers = sandbox.answers.slice(before);
    const visited = new Set(answers.map(({ operationId }) => operationId));
    expect(coreOperations.every(({ operationId }) => visited.has(operationId))).toBe(true);
    const told = answers.filter(({ answer: { text } }) => text.includes('IDENT-') || text.includes(payment));
    expect(
      told.map(({ operationId, answer }) => `${operationId}: ${/(IDENT|PSP)-\w*/.exec(answer.text)?.[0]}`),
    ).toEqual([]);
  });

  it('are there for a key with it', async () => {
    const before = sandbox.answers.length;
    await tour(sandbox, words);
    const text = (operationId: string) =>
      sandbox.answers
        .slice(before)
        .filter((each) => each.operationId === operationId)
        .map(({ answer }) => answer.text)
        .join();
    for (const [operationId, ref] of [
      ['getReturn', refs.external_id],
      ['listReturns', refs.ref],
      ['getOrder', refs.buyer],
      ['listEvents', refs.sold],
      ['getEvent', refs.external_id],
      ['getSettlement', 'IDENT-order'],
      ['confirmRefund', payment],
    ] as const)
      expect([operationId, text(operationId).includes(ref)]).toEqual([operationId, true]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemOf } from '../support/calls.ts';
import { aReturn, orderFor } from '../support/requests.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { reset } from '../support/shop.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
  await reset(sandbox);
});
afterAll(() => sandbox.close());

const overtaxed = { amount: 100, currency: 'EUR', tax_amount: 101 };

/** What is wrong with a return, by place and kind. */
async function returnErrors(changes: object) {
  const body = { ...aReturn(), ...changes };
  const { status, code, errors } = problemOf(await sandbox.call('createReturn', { body }));
  return [status, code, ...(errors ?? []).map((error) => [error.pointer, error.code])];
}

async function orderErrors(changes: object) {
  const body = { ...orderFor('SKU'), ...changes };
  const { status, code, errors } = problemOf(await sandbox.call('createOrder', { body }));
  return [status, code, ...(errors ?? []).map((error) => [error.pointer, error.code])];
}

describe('what no schema says of a request', () => {
  it('a forward that this consumer did not get is an unknown reference', async () => {
    expect(await returnErrors({ forwarded_from: 'fwd_never' })).toEqual([
      422,
      'invalid_body',
      ['/forwarded_from', 'unknown_reference'],
    ]);
  });

  it('an order that could be matched names the price that is then due', async () => {
    expect(await orderErrors({ offered_price: undefined })).toEqual([
      422,
      'invalid_body',
      ['/offered_price', 'missing_member'],
    ]);
  });

  it('a tax is no more than the price that it is in', async () => {
    const order_line = { ...aReturn().order_line, unit_price: overtaxed };
    const tooMuch = (pointer: string) => [422, 'invalid_body', [pointer, 'too_large']];
    expect(await returnErrors({ order_line })).toEqual(tooMuch('/order_line/unit_price/tax_amount'));
    expect(await orderErrors({ full_price: overtaxed })).toEqual(tooMuch('/full_price/tax_amount'));
    expect(await orderErrors({ offered_price: overtaxed })).toEqual(tooMuch('/offered_price/tax_amount'));
    const { product, condition } = aReturn();
    const body = { product, condition, unit_price: overtaxed, reason_code: 'style', ship_from_country: 'NL' };
    const preview = await sandbox.call('checkEligibility', { body: body as never });
    expect(problemOf(preview)).toMatchObject({ status: 422, code: 'invalid_body' });
  });

  it('a tax may be the whole price', async () => {
    const unit_price = { amount: 7_999, currency: 'EUR', tax_amount: 7_999 };
    const body = aReturn({ order_line: { ...aReturn().order_line, unit_price } });
    expect((await sandbox.call('createReturn', { body })).status).toBe(201);
  });

  it('nothing below 0 is given back', async () => {
    const resolution = { type: 'refund', value: { amount: -1, currency: 'EUR' } };
    expect(await returnErrors({ resolution })).toEqual([
      422,
      'invalid_body',
      ['/resolution/value/amount', 'too_small'],
    ]);
  });
});

describe('members of a caller’s own', () => {
  it('stand in no answer and no event', async () => {
    const { product, order_line } = aReturn();
    const x_own = { any: ['canary-of-a-member'] };
    const returned = await sandbox.call('createReturn', {
      body: { ...aReturn(), x_own, product: { ...product, x_own }, order_line: { ...order_line, x_own } },
    });
    const ordered = await sandbox.call('createOrder', { body: { ...orderFor('SKU'), x_own } });
    expect([returned.status, ordered.status]).toEqual([201, 201]);
    const events = await sandbox.ask('listEvents', { query: { limit: 200 } });
    for (const shown of [returned.text, ordered.text, JSON.stringify(events)])
      expect(shown).not.toContain('canary-of-a-member');
  });
});

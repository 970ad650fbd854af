import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { orf } from '../support/process.ts';
import { orderFor, policyWith } from '../support/requests.ts';
import { type Sandbox, START, startSandbox } from '../support/sandbox.ts';
import { advanceTo, after, reset } from '../support/shop.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
  const policy = policyWith({});
  const written = { by_category: {}, default: { general_per_day: 0.5, naming_per_day: 0.1 } };
  const learning = { prior_days: 10, half_life_days: 30 };
  const demand = { ...policy.matching.demand, ...written, learning };
  await reset(sandbox, { ...policy, matching: { ...policy.matching, demand } });
  await sandbox.ask('createOrder', { body: orderFor('COAT-\u001b[31m') });
  for (let day = 0; day < 6; day += 1) {
    await advanceTo(sandbox, after(START, { days: day }));
    await sandbox.ask('createOrder', { body: orderFor('DRESS') });
    await sandbox.ask('createOrder', { body: orderFor('DRESS') });
  }
});
afterAll(() => sandbox.close());

const demand = (...args: string[]) => orf(['demand', ...args], { ORF_DATABASE: sandbox.databaseFile });

describe('orf demand', () => {
  it('shows what was counted, the rates that decide, and the written ones', async () => {
    const { code, stdout, stderr } = await demand();
    const rows = stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/\s{2,}|(?<=\d) /));
    expect([code, stderr]).toEqual([0, '']);
    expect(rows[1]).toEqual(['DRESS', '11', '1.050', '0.500', '0.100', '0.100', after(START, { days: 5 })]);
    expect(rows[2]?.[0]).toBe('COAT-?[31m');
    expect(rows).toHaveLength(3);
  });

  it('shows no more articles than asked for', async () => {
    expect((await demand('--limit', '1')).stdout.trimEnd().split('\n')).toHaveLength(2);
  });

  it.each([
    [['--limit', '0'], 2, /--limit/],
    [['--frobnicate'], 2, /frobnicate/],
    [['--retailer', 'nobody'], 1, /nobody has no policy/],
  ])('%j is refused', async (args, code, text) => {
    const ended = await demand(...args);
    expect([ended.code, ended.stdout]).toEqual([code, '']);
    expect(ended.stderr).toMatch(text);
  });

  it('tells what it shows', async () => {
    const { code, stdout } = await demand('--help');
    expect([code, stdout]).toEqual([0, expect.stringContaining('in\n  orders per day')]);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { problemOf } from '../support/calls.ts';
import { footprint } from '../support/footprint.ts';
import { aReturn } from '../support/requests.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { eventsOf, offer, reset } from '../support/shop.ts';
import { waysInto } from '../support/states.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(() => reset(sandbox));

const photo = { kind: 'photo', url: 'https://evidence.example/1', note: 'no stain' } as const;
const add = (return_id: string) => sandbox.call('addEvidence', { path: { return_id }, body: photo });

describe('evidence', () => {
  it('is shown with its return, and in no event', async () => {
    const { id } = await offer(sandbox, { evidence: [photo] });
    expect((await add(id)).body).toMatchObject({ ...photo, added_at: expect.any(String) });
    const { evidence } = await sandbox.ask('getReturn', { path: { return_id: id } });
    expect(evidence).toMatchObject([photo, photo]);
    expect(JSON.stringify(await eventsOf(sandbox))).not.toMatch(/evidence.example|no stain/);
  });

  it('is taken up to 20 pieces, those that came with the return included', async () => {
    const { id } = await sandbox.ask('createReturn', { body: aReturn({ evidence: [photo, photo] }) });
    for (let piece = 3; piece <= 20; piece += 1) expect((await add(id)).status).toBe(201);
    const before = footprint(sandbox);
    expect(problemOf(await add(id)).code).toBe('too_much_evidence');
    expect(footprint(sandbox)).toEqual(before);
  });

  const open = ['offered', 'listed', 'matched'];
  it.each(Object.entries(waysInto.return))('of a return that is %s', async (state, build) => {
    const { return_id = '' } = await build(sandbox);
    const answer = await add(return_id);
    if (open.includes(state)) expect(answer.status).toBe(201);
    else expect(problemOf(answer).code).toBe('illegal_transition');
  });
});

describe('what became of the goods', () => {
  const record = (return_id: string) =>
    sandbox.call('recordDisposition', { path: { return_id }, body: { kind: 'restock', reference: 'R-1' } });

  it.each(Object.entries(waysInto.return))(
    'is recorded for a return that is %s only if they came back',
    async (state, build) => {
      const { return_id = '' } = await build(sandbox);
      const answer = await record(return_id);
      if (state === 'to_warehouse') expect(answer.status).toBe(200);
      else expect(problemOf(answer).code).toBe('illegal_transition');
    },
  );

  it.each(['undeliverable', 'late'])(
    'is recorded for a parcel that came back as %s, and can be put right',
    async (state) => {
      const { return_id = '' } = (await waysInto.forward[state]?.(sandbox)) ?? {};
      expect((await record(return_id)).status).toBe(200);
      const path = { return_id };
      const again = await sandbox.ask('recordDisposition', { path, body: { kind: 'recycle' } });
      expect(again.disposition).toMatchObject({ kind: 'recycle' });
      expect(again.disposition).not.toHaveProperty('reference');
    },
  );
});

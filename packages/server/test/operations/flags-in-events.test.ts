import type { Return } from '@open-return-forwarding/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mark } from '../support/requests.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { eventsOf, offer, reset } from '../support/shop.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(() => reset(sandbox));

/** What the events of a return say of its verdict, but for what every return has of its own. */
async function verdictTold({ id }: Return) {
  const events = (await eventsOf(sandbox)).filter(({ subject }) => subject.id === id);
  return events.map(({ type, data }) => ({
    type,
    assessment: 'assessment' in data ? data.assessment : undefined,
  }));
}

describe('the events of a return that is not forwarded', () => {
  it('read alike where a flag of its consumer stands against it and where the item does', async () => {
    const flagged = await offer(sandbox, {
      consumer: { ref: `C-${mark()}`, flags: ['fraud_suspected'] },
    });
    const worn = await offer(sandbox, { condition: { grade: 'like_new', checklist: {} } });
    expect(flagged.assessment?.criteria.find(({ outcome }) => outcome === 'fail')?.code).toBe('flag_refused');
    expect(worn.assessment?.criteria.find(({ outcome }) => outcome === 'fail')?.code).toBe(
      'check_not_confirmed',
    );
    const told = await verdictTold(flagged);
    expect(told.map(({ type }) => type)).toEqual(['return.created', 'return.routed_to_warehouse']);
    expect(told).toEqual(await verdictTold(worn));
  });
});

describe('the events of a return that is offered', () => {
  it('show every criterion but that of the consumer', async () => {
    const told = await verdictTold(await offer(sandbox));
    for (const { assessment } of told) {
      const names = assessment?.criteria.map(({ criterion }) => criterion);
      expect(names).toHaveLength(12);
      expect(names).not.toContain('consumer');
    }
  });
});

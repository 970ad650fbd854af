import { confirmVoid, reportLost } from '@open-return-forwarding/core';
import { type Forward, ProblemError } from '@open-return-forwarding/protocol';
import type { SimulatedCarrierEvent } from '@open-return-forwarding/protocol/test-control';
import { type Case, startCase } from '../../casework/case.ts';
import type { TestOperation } from '../../casework/context.ts';
import { loadForward } from '../../casework/load.ts';
import { saveCase } from '../../casework/save.ts';
import { showForward } from '../../casework/show.ts';
import { takeScan } from '../../casework/tracking.ts';

/** A report of the sandbox carrier, by the same rules as any carrier's. */
export const simulateCarrierEvent: TestOperation<'simulateCarrierEvent'> = async (context, { body }) => {
  const occurred_at = body.occurred_at ?? context.clock.now();
  const answer = await context.command(async (own): Promise<Forward> => {
    const theCase = await startCase(own, own.unit, { occurred_at });
    await report(theCase, body.forward_id, { event: body.event, occurred_at });
    return showForward(theCase, body.forward_id);
  });
  await context.sandbox.drain();
  return { status: 200, body: answer };
};

interface Report {
  readonly event: SimulatedCarrierEvent;
  readonly occurred_at: string;
}

async function report(theCase: Case, forwardId: string, { event, occurred_at }: Report): Promise<void> {
  if (event !== 'lost' && event !== 'void_confirmed') {
    await takeScan(theCase, forwardId, { status: event, occurred_at });
    return;
  }
  await loadForward(theCase, forwardId);
  if (event === 'lost') reportLost(theCase.work, forwardId);
  else if (!confirmVoid(theCase.work, forwardId)) {
    throw new ProblemError('illegal_transition', { detail: 'no void of this label was asked for' });
  }
  await saveCase(theCase);
}

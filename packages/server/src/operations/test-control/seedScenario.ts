import type { SeededScenario } from '@open-return-forwarding/protocol/test-control';
import type { TestOperation } from '../../casework/context.ts';
import { stepsTo } from '../../scenarios/steps.ts';

/** Brings a situation about by the operations that anybody would call, one transaction each. */
export const seedScenario: TestOperation<'seedScenario'> = async (context, { body }) => {
  const seeded: SeededScenario = { scenario: body.scenario };
  for (const step of stepsTo(body.scenario)) {
    Object.assign(seeded, await context.command((own) => step(own, seeded)));
    await context.sandbox.drain();
  }
  return { status: 201, body: seeded };
};

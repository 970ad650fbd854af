import { addSeconds } from '@open-return-forwarding/core';
import { ProblemError } from '@open-return-forwarding/protocol';
import type { TestOperation } from '../../casework/context.ts';

/** This server answers when the clock has drained; it never leaves work for later. */
export const advanceClock: TestOperation<'advanceClock'> = async ({ sandbox, clock }, { body }) => {
  if (body.to !== undefined && body.seconds !== undefined) {
    throw new ProblemError('invalid_body', {
      errors: [{ pointer: '/seconds', code: 'not_allowed', detail: 'give either `to` or `seconds`' }],
    });
  }
  const target = body.to ?? addSeconds(clock.now(), body.seconds ?? 0);
  return { status: 200, body: await sandbox.advanceTo(target) };
};

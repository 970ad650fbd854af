import { addDays } from '@open-return-forwarding/core';
import { ProblemError } from '@open-return-forwarding/protocol';
import type { Operation } from '../casework/context.ts';
import { reportOn } from '../report/report.ts';

const DEFAULT_DAYS = 30;

export const getReport: Operation<'getReport'> = (context, { query }) => {
  const to = query.to ?? context.clock.now();
  const from = query.from ?? addDays(to, -DEFAULT_DAYS);
  if (Date.parse(from) >= Date.parse(to)) {
    throw new ProblemError('invalid_parameter', {
      errors: [{ parameter: 'from', code: 'too_large', detail: '`from` is before `to`' }],
    });
  }
  return context.query(async (view) => ({
    status: 200,
    body: await reportOn(view, { from, to }, context.clock.now()),
  }));
};

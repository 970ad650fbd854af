import { startCase } from '../casework/case.ts';
import type { Operation } from '../casework/context.ts';
import { takeScan } from '../casework/tracking.ts';

export const reportTrackingEvent: Operation<'reportTrackingEvent'> = async (context, { path, body }) => {
  const { event, known } = await takeScan(
    await startCase(context, context.unit, { occurred_at: body.occurred_at }),
    path.forward_id,
    body,
  );
  return known ? { status: 200, body: event } : { status: 201, body: event };
};

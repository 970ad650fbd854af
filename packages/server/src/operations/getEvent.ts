import type { Operation } from '../casework/context.ts';
import { found } from '../casework/load.ts';
import { presentEvent } from '../casework/timeline.ts';

export const getEvent: Operation<'getEvent'> = (context, { path }) =>
  context.query(async (view) => ({
    status: 200,
    body: presentEvent(found(await view.events.get(path.event_id), 'event')),
  }));

import type { Operation } from '../casework/context.ts';
import { found } from '../casework/load.ts';
import { timelineOf } from '../casework/timeline.ts';

export const getReturnTimeline: Operation<'getReturnTimeline'> = (context, { path }) =>
  context.query(async (view) => {
    const { doc } = found(await view.returns.get(path.return_id), 'return');
    return { status: 200, body: await timelineOf(view, doc) };
  });

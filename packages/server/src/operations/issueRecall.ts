import type { Recall } from '@open-return-forwarding/protocol';
import { startCase } from '../casework/case.ts';
import type { Operation } from '../casework/context.ts';
import { recallArticle } from '../casework/recall.ts';
import { saveCase } from '../casework/save.ts';

export const issueRecall: Operation<'issueRecall'> = async (context, { body }) => {
  const { unit, newId } = context;
  const theCase = await startCase(context, unit);
  const { now } = theCase.work.context;
  const effects = {
    returns_rerouted: [],
    forwards_reverted: [],
    forwards_intercepted: [],
    forwards_delivered: [],
  };
  for (const sku of body.skus) await recallArticle(theCase, sku, effects);
  const { skus, reason, notice_url } = body;
  const recall: Recall = {
    id: newId('rcl'),
    skus,
    reason,
    ...(notice_url === undefined ? {} : { notice_url }),
    issued_at: now,
    effects,
  };
  await unit.recalls.add(recall);
  await unit.events.append({
    id: newId('evt'),
    type: 'recall.issued',
    subject: { kind: 'recall', id: recall.id },
    occurred_at: now,
    effective_at: now,
    recorded_at: now,
    data: recall,
  });
  await saveCase(theCase);
  return { status: 201, body: recall };
};

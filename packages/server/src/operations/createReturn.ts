import { startReturn } from '@open-return-forwarding/core';
import type { CreateReturn, Evidence, Return } from '@open-return-forwarding/protocol';
import { startCase } from '../casework/case.ts';
import type { Operation } from '../casework/context.ts';
import { loadKnowledge } from '../casework/knowledge.ts';
import { loadForwardIfAny, loadRecall } from '../casework/load.ts';
import type { ReturnPersonal } from '../casework/personal.ts';
import { presentReturn } from '../casework/present.ts';
import { saveCase } from '../casework/save.ts';

export const createReturn: Operation<'createReturn'> = async (context, { body }) => {
  const theCase = await startCase(context, context.unit);
  const id = context.newId('rtn');
  theCase.work.zones.set(id, context.geo.zoneOf(body.ship_from));
  await loadKnowledge(theCase, body.product);
  await loadRecall(theCase, body.product.sku);
  if (body.forwarded_from !== undefined) await loadForwardIfAny(theCase, body.forwarded_from);
  const started = startReturn(theCase.work, { id, refundId: context.newId('rfd') }, body);
  const personal = personalPart(body, started, context.newId);
  await context.unit.vault.put(id, personal);
  await saveCase(theCase);
  return { status: 201, body: presentReturn(started, personal), headers: { Location: `/v1/returns/${id}` } };
};

function personalPart(
  body: CreateReturn,
  { created_at }: Return,
  newId: (prefix: string) => string,
): ReturnPersonal {
  const evidence = (body.evidence ?? []).map(
    (piece): Evidence => ({ ...piece, id: newId('evd'), added_at: created_at }),
  );
  return {
    ship_from: body.ship_from,
    ...(body.reason.note === undefined ? {} : { note: body.reason.note }),
    flags: body.consumer.flags ?? [],
    evidence,
  };
}

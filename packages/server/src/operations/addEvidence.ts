import { type Evidence, ProblemError, type ReturnStatus } from '@open-return-forwarding/protocol';
import type { Operation } from '../casework/context.ts';
import { found } from '../casework/load.ts';
import type { ReturnPersonal } from '../casework/personal.ts';

const MOST_PIECES = 20;

/** Later the item is on its way, or its route is closed: nothing depends on its condition any more. */
const open: readonly ReturnStatus[] = ['assessing', 'offered', 'listed', 'matched'];

export const addEvidence: Operation<'addEvidence'> = async ({ unit, newId, clock }, { path, body }) => {
  const { doc } = found(await unit.returns.get(path.return_id), 'return');
  if (!open.includes(doc.status)) {
    throw new ProblemError('illegal_transition', {
      detail: `a return that is \`${doc.status}\` takes no evidence`,
    });
  }
  const personal = found(await unit.vault.get<ReturnPersonal>(doc.id), 'return');
  if (personal.evidence.length >= MOST_PIECES) {
    throw new ProblemError('too_much_evidence', {
      detail: `a return has ${MOST_PIECES} pieces of evidence at most`,
    });
  }
  const evidence: Evidence = { ...body, id: newId('evd'), added_at: clock.now() };
  await unit.vault.put(doc.id, { ...personal, evidence: [...personal.evidence, evidence] });
  return { status: 201, body: evidence };
};

import type { DeadlineChange, EventDraft, Kind } from '@open-return-forwarding/core';
import { listingAt, see } from '@open-return-forwarding/core';
import type { Return } from '@open-return-forwarding/protocol';
import type { Case } from './case.ts';
import { sealDecision } from './decisions.ts';
import { wakeErasures } from './erasure-waits.ts';
import { learn } from './learn.ts';
import { type SchemaName, without } from './redact.ts';
import { followRetention } from './retention.ts';
import { followRatings, keptClass } from './value-classes.ts';

/** Stores all that a command changed: documents, books, events and deadlines, in its one transaction. */
export async function saveCase(theCase: Case): Promise<void> {
  const { changes } = theCase.work;
  const born = new Set(changes.created.map(({ id }) => id));
  for (const { kind, id } of changes.created) await insert(theCase, kind, id);
  for (const kind of Object.keys(changes.changed) as Kind[]) {
    for (const id of changes.changed[kind]) await update(theCase, kind, id);
  }
  for (const decision of changes.decisions) await sealDecision(theCase, decision);
  for (const returnId of changes.refundClaims) await claimRefund(theCase, returnId);
  await postToLedger(theCase);
  await moveDeadlines(theCase, born);
  await followRetention(theCase);
  await wakeErasures(theCase);
  await learn(theCase);
  await followRatings(theCase);
  const shown = new Map<string, Shown>();
  for (const event of changes.events) await appendEvent(theCase, event, { shown, born });
}

async function insert(theCase: Case, kind: Kind, id: string): Promise<void> {
  const { unit, work } = theCase;
  switch (kind) {
    case 'return':
      await unit.returns.insert({ doc: see(work, 'return', id), zone: zone(theCase, id) });
      return;
    case 'listing':
      await unit.listings.insert({
        doc: see(work, 'listing', id),
        value_class: keptClass(theCase, see(work, 'listing', id)),
      });
      return;
    case 'order':
      await unit.orders.insert({ doc: see(work, 'order', id), zone: zone(theCase, id) });
      return;
    case 'forward':
      await unit.forwards.insert({ doc: see(work, 'forward', id) });
      return;
    case 'settlement':
      await unit.settlements.insert({ doc: see(work, 'settlement', id) });
      return;
    case 'dispute':
      await unit.disputes.insert({ doc: see(work, 'dispute', id) });
      return;
    default:
      kind satisfies never;
  }
}

async function update(theCase: Case, kind: Kind, id: string): Promise<void> {
  const { unit, records } = theCase;
  const write = {
    return: () => replace(unit.returns, records.return.get(id)),
    listing: () => replace(unit.listings, records.listing.get(id)),
    order: () => replace(unit.orders, records.order.get(id)),
    forward: () => replace(unit.forwards, records.forward.get(id)),
    settlement: () => replace(unit.settlements, records.settlement.get(id)),
    dispute: () => replace(unit.disputes, records.dispute.get(id)),
  };
  await write[kind]();
}

/** A document that was created by this very command has no record yet, and was inserted as it ended up. */
async function replace<R>(shelf: { update(record: R): Promise<R> }, record: R | undefined): Promise<void> {
  if (record !== undefined) await shelf.update(record);
}

function zone({ work }: Case, id: string): string {
  return work.zones.get(id) ?? '';
}

async function claimRefund({ unit, work }: Case, returnId: string): Promise<void> {
  const { refund } = see(work, 'return', returnId);
  if (await unit.refundEffects.claim(returnId, refund.id, work.context.now)) return;
  throw new Error(`the refund of return ${returnId} was requested before`);
}

async function postToLedger({ unit, work }: Case): Promise<void> {
  for (const { lines, ...posting } of work.changes.postings) {
    await unit.ledger.post(lines.map((line, index) => ({ ...posting, ...line, line: index })));
  }
}

/** Only the last word about a deadline counts; what was born just now has none that could be cleared. */
async function moveDeadlines({ unit, work }: Case, born: ReadonlySet<string>): Promise<void> {
  const last = new Map<string, DeadlineChange>();
  for (const change of work.changes.deadlines) last.set(`${change.name} ${change.id}`, change);
  for (const { name, kind, id, due_at } of last.values()) {
    if (due_at !== undefined) await unit.deadlines.set(name, { kind, id }, due_at);
    else if (!born.has(id)) await unit.deadlines.clear(name, id);
  }
}

/** An event shows its subject as the command left it, without personal data. */
async function appendEvent(
  { unit, work }: Case,
  event: EventDraft,
  { shown, born }: { readonly shown: Map<string, Shown>; readonly born: ReadonlySet<string> },
): Promise<void> {
  const subject = `${event.kind} ${event.id} ${event.effective_at}`;
  const { id, data } = shown.get(subject) ?? subjectOf(work, event);
  shown.set(subject, { id, data });
  const draft = {
    id: work.context.newId('evt'),
    type: event.type,
    subject: { kind: event.kind, id },
    occurred_at: event.occurred_at,
    effective_at: event.effective_at,
    recorded_at: work.context.now,
    data,
  };
  await unit.events.append(draft, { isSubjectNew: born.has(event.id) });
}

const schemas: Partial<Record<Kind, SchemaName>> = {
  return: 'Return',
  order: 'Order',
  forward: 'Forward',
};

/** The subject of an event as the event shows it. */
interface Shown {
  readonly id: string;
  readonly data: object;
}

function subjectOf(work: Case['work'], { kind, id, effective_at }: EventDraft): Shown {
  if (kind === 'listing') return { id, data: listingAt(see(work, kind, id), effective_at) };
  if (kind === 'refund') {
    const { refund } = see(work, 'return', id);
    return { id: refund.id, data: refund };
  }
  const document = kind === 'return' ? withoutFlagVerdict(see(work, kind, id)) : see(work, kind, id);
  const schema = schemas[kind];
  return { id, data: schema === undefined ? document : without('personal', schema, document) };
}

/**
 * Whether a flag kept a return out tells of the flag. Events leave that criterion out, and of every return that is not
 * eligible all criteria: where the others are shown to pass, the one that is missing has failed.
 */
function withoutFlagVerdict(source: Return): Return {
  const { assessment } = source;
  if (assessment === undefined) return source;
  const shown = assessment.criteria.filter(({ criterion }) => criterion !== 'consumer');
  return { ...source, assessment: { ...assessment, criteria: assessment.eligible ? shown : [] } };
}

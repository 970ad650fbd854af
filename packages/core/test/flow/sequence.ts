import { Refusal } from '../../src/refusal.ts';
import { policyWith } from './given.ts';
import { type Action, act } from './script.ts';
import { Stage } from './stage.ts';

/** One step of a sequence: what is done at an instant. `timers: late` lets the clock pass while no timer runs. */
export type Step = Action & { readonly at: string; readonly timers?: 'late' };

/** What a step brought about: only what changed. Deadlines that ended are null; carriers' work is left out. */
export interface Outcome {
  readonly refused?: string;
  readonly states: Readonly<Record<string, string>>;
  readonly events: readonly string[];
  readonly deadlines: Readonly<Record<string, string | null>>;
  readonly postings: readonly string[];
  readonly refunds_requested: readonly string[];
}

export interface Sequence {
  readonly name: string;
  /** JSON Merge Patch to the default policy. */
  readonly policy?: object;
  readonly steps: readonly Step[];
}

/** Plays a sequence from its first instant, and tells what each step brought about. */
export function play({ policy, steps }: Sequence): { stage: Stage; outcomes: Outcome[] } {
  const stage = new Stage(steps[0]?.at ?? '', policyWith(policy));
  return { stage, outcomes: steps.map((step) => playStep(stage, step)) };
}

/** Plays one step and compares what was there before it with what is there after. */
export function playStep(stage: Stage, step: Step): Outcome {
  const before = snapshot(stage);
  const { events, postings, refundClaims } = stage.log;
  const counts = { events: events.length, postings: postings.length, claims: refundClaims.length };
  if (step.timers === 'late') stage.jump(step.at);
  else stage.advance(step.at);
  const refused = refusalOf(() => act(stage, step));
  const after = snapshot(stage);
  return {
    ...(refused === undefined ? {} : { refused }),
    states: changed(before.states, after.states) as Record<string, string>,
    events: events
      .slice(counts.events)
      .map(
        ({ type, kind, id, effective_at }) =>
          `${instant(effective_at)} ${type} ${kind === 'refund' ? refundOf(id) : id}`,
      ),
    deadlines: changed(before.deadlines, after.deadlines),
    postings: postings.slice(counts.postings).map(({ forward_id, cause }) => `${cause} ${forward_id}`),
    refunds_requested: refundClaims.slice(counts.claims),
  };
}

function refusalOf(command: () => void): string | undefined {
  try {
    command();
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

interface Snapshot {
  readonly states: Readonly<Record<string, string>>;
  readonly deadlines: Readonly<Record<string, string>>;
}

function snapshot(stage: Stage): Snapshot {
  const deadlines = [...stage.queue.values()]
    .filter(({ name }) => name !== 'label_request' && name !== 'label_void')
    .map(({ name, kind, id, due_at }): [string, string] => [
      `${name} ${kind === 'refund' ? refundOf(id) : id}`,
      instant(due_at),
    ]);
  return { states: Object.fromEntries(statesOf(stage)), deadlines: Object.fromEntries(deadlines) };
}

/** Each document's status, with what else tells how it got there. */
function statesOf(stage: Stage): [string, string][] {
  const said = (...parts: (string | undefined)[]) => parts.filter((part) => part !== undefined).join(' ');
  return [
    ...stage.all('return').map(({ id, status, route }) => [id, said(status, route.reason_code)]),
    ...stage.all('return').map(({ id, refund }) => [refundOf(id), said(refund.status, refund.cause)]),
    ...stage.all('listing').map(({ id, status, closed_reason }) => [id, said(status, closed_reason)]),
    ...stage
      .all('order')
      .map((order) => [
        order.id,
        said(
          order.status,
          order.fulfilment.reason_code,
          order.buyer_refund_due && `owes_buyer_${order.buyer_refund_due.amount}`,
        ),
      ]),
    ...stage
      .all('forward')
      .map((forward) => [
        forward.id,
        said(
          forward.status,
          forward.revert_reason,
          forward.handed_in_late ? 'late' : undefined,
          forward.intercept ? 'intercept' : undefined,
          forward.label && `label_${forward.label.status}`,
        ),
      ]),
    ...stage.all('settlement').map(({ id, status }) => [id, status]),
    ...stage.all('dispute').map(({ id, status }) => [id, status]),
  ] as [string, string][];
}

function changed<T>(
  before: Readonly<Record<string, T>>,
  after: Readonly<Record<string, T>>,
): Record<string, T | null> {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return Object.fromEntries(
    names.filter((name) => before[name] !== after[name]).map((name) => [name, after[name] ?? null]),
  );
}

/** Instants in one spelling. */
function instant(at: string): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}

function refundOf(returnId: string): string {
  return returnId.replace('return', 'refund');
}

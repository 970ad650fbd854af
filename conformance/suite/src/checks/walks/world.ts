import { at, isObject, type JsonObject } from '../../contract/documents.ts';
import type { Trial } from '../../run/trial.ts';
import { read } from '../../stage/stage.ts';

export const KINDS = ['return', 'listing', 'order', 'forward', 'refund'] as const;
export type Kind = (typeof KINDS)[number];

/** An object that a walk has seen. */
export interface Known {
  readonly kind: Kind;
  readonly id: string;
  readonly status: string;
  /** Of a refund: the forward whose hold would keep it back. */
  readonly forward_id?: string;
  /** The object whose document names it, and where: how a script finds its id. */
  readonly from?: { readonly id: string; readonly pointer: string };
}

/** Everything that a walk has seen, in the order in which it came up. */
export type Sight = readonly Known[];

/** Ids of what a walk has made. */
export interface Made {
  readonly returns: string[];
  readonly orders: string[];
}

/** Objects of one kind, the earliest first. */
export function ofKind(sight: Sight, kind: Kind): Known[] {
  return sight.filter((known) => known.kind === kind);
}

/** Reads every object again. Blocks the check where one cannot be read. */
export async function look(trial: Trial, made: Made, before: Sight): Promise<Sight> {
  const found: Known[] = [];
  for (const id of made.returns) found.push(...ofReturn(await read(trial, 'getReturn', { return_id: id })));
  for (const id of made.orders) {
    const { status } = await read(trial, 'getOrder', { order_id: id });
    found.push({ kind: 'order', id, status: String(status) });
  }
  const gone = before.filter(
    ({ kind, id }) => !found.some((known) => known.kind === kind && known.id === id),
  );
  const all = [...found, ...gone];
  const sight: Known[] = [];
  for (const known of all) sight.push(await withStatus(trial, known));
  return inOrder(sight, before);
}

/** What a return names: itself, its refund, its listing and its forward; the last two are read on their own. */
function ofReturn(document: JsonObject): Known[] {
  const id = String(document.id);
  const forward_id = text(document, '/forward_id');
  const listing_id = text(document, '/listing_id');
  const { refund } = document;
  const known: Known[] = [{ kind: 'return', id, status: String(document.status) }];
  if (isObject(refund))
    known.push({
      kind: 'refund',
      id: String(refund.id),
      status: String(refund.status),
      from: { id, pointer: 'refund.id' },
      ...(forward_id === undefined ? {} : { forward_id }),
    });
  if (listing_id !== undefined)
    known.push({ kind: 'listing', id: listing_id, status: '', from: { id, pointer: 'listing_id' } });
  if (forward_id !== undefined)
    known.push({ kind: 'forward', id: forward_id, status: '', from: { id, pointer: 'forward_id' } });
  return known;
}

async function withStatus(trial: Trial, known: Known): Promise<Known> {
  if (known.kind === 'listing') {
    const { status } = await read(trial, 'getListing', { listing_id: known.id });
    return { ...known, status: String(status) };
  }
  if (known.kind === 'forward') {
    const { status } = await read(trial, 'getForward', { forward_id: known.id });
    return { ...known, status: String(status) };
  }
  return known;
}

function inOrder(sight: readonly Known[], before: Sight): Known[] {
  const place = ({ kind, id }: Known) => {
    const index = before.findIndex((known) => known.kind === kind && known.id === id);
    return index < 0 ? before.length : index;
  };
  return sight.toSorted((a, b) => place(a) - place(b));
}

function text(document: JsonObject, pointer: string): string | undefined {
  const value = at(document, pointer);
  return typeof value === 'string' ? value : undefined;
}

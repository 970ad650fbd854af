import type { Event, OrfClient } from '@open-return-forwarding/client';
import type { Agenda } from './agenda.ts';
import type { ReturnRow } from './data.ts';

/** What the people of the demo share. They know the server by its API only. */
export interface World {
  readonly orf: OrfClient;
  readonly agenda: Agenda;
  /** The demo's clock. */
  readonly now: () => string;
  /** The row of the file behind each return, by the server's id. */
  readonly rows: Map<string, ReturnRow>;
  /** Orders that the warehouse is to send, by the server's id. */
  readonly toSend: Set<string>;
  /** Tells something that no event tells. */
  readonly tell: (who: string, what: string) => void;
}

/** What somebody does about an event. */
export type Reactions = {
  readonly [T in Event['type']]?: (world: World, event: Extract<Event, { type: T }>) => void | Promise<void>;
};

/** The story that the file has for a return. */
export function storyOf({ rows }: World, returnId: string): string {
  return rowOf(rows, returnId).story;
}

/** Whether a return is the first one with a story: some of them go another way than the rest. */
export function isFirstWith({ rows }: World, story: string, returnId: string): boolean {
  const [first] = [...rows].find(([, row]) => row.story === story) ?? [];
  return first === returnId;
}

/** A number that differs from return to return, so that not everybody acts at the same hour. */
export function numberOf({ rows }: World, returnId: string): number {
  return Number(rowOf(rows, returnId).body.external_id.replace(/\D/g, ''));
}

function rowOf(rows: World['rows'], returnId: string): ReturnRow {
  const row = rows.get(returnId);
  if (row === undefined) throw new Error(`no row of the file is behind the return ${returnId}`);
  return row;
}

/** Carries out what a table of reactions says about an event. */
export async function react(world: World, reactions: Reactions, event: Event): Promise<void> {
  const reaction = reactions[event.type] as
    | ((world: World, event: Event) => void | Promise<void>)
    | undefined;
  await reaction?.(world, event);
}

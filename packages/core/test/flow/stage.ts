import type { DeadlineName, Lifecycle, Policy, PolicySettings, Zone } from '@open-return-forwarding/protocol';
import { meetDeadline, type RuleDeadline } from '../../src/flow/commands/meet-deadline.ts';
import { startWork } from '../../src/flow/start.ts';
import type { Changes, Documents, Kind, Work } from '../../src/flow/work.ts';

/** A deadline that waits in the queue. */
export interface Queued {
  readonly name: DeadlineName;
  readonly kind: Lifecycle;
  readonly id: string;
  readonly due_at: string;
}
type Shelf = { readonly [K in Kind]: Map<string, Documents[K]> };
export type Log = Pick<Changes, 'events' | 'postings' | 'decisions' | 'refundClaims'>;

const kinds: readonly Kind[] = ['return', 'listing', 'order', 'forward', 'settlement', 'dispute'];
const names: Readonly<Record<string, string>> = {
  lst: 'listing',
  fwd: 'forward',
  stl: 'settlement',
  dsp: 'dispute',
};

interface Moment {
  readonly effective_at: string;
  readonly occurred_at?: string | undefined;
}

/**
 * The rules with nothing around them: documents and deadlines in memory, a clock that the test moves, one policy. A
 * refused command changes nothing, as if its transaction were rolled back. Ids are `<kind>_<n>` in order of creation.
 */
export class Stage {
  now: string;
  shelf: Shelf = emptyShelf();
  readonly zones = new Map<string, Zone>();
  /** Articles that are recalled, by SKU. */
  readonly recalled = new Set<string>();
  readonly queue = new Map<string, Queued>();
  readonly log: Log = { events: [], postings: [], decisions: [], refundClaims: [] };
  readonly policy: Policy;
  #counts = new Map<string, number>();

  constructor(now: string, settings: PolicySettings) {
    this.now = now;
    this.policy = { ...settings, version: 1, effective_from: now, created_at: now } as Policy;
  }

  /** The next id of a kind. */
  readonly newId = (prefix: string): string => {
    const name = names[prefix] ?? prefix;
    const next = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, next);
    return `${name}_${next}`;
  };

  /** Carries a command out now, or as of the moments given; keeps what it changed unless it throws. */
  run<T>(command: (work: Work) => T, moment: Moment = { effective_at: this.now }): T {
    const counts = new Map(this.#counts);
    const work = this.#start(moment);
    this.#load(work);
    try {
      const answer = command(work);
      this.#keep(work);
      return answer;
    } catch (error) {
      this.#counts = counts;
      throw error;
    }
  }

  /** Looks at the documents as a command would see them; nothing may be changed. */
  look<T>(question: (work: Work) => T): T {
    const work = this.#start({ effective_at: this.now });
    for (const kind of kinds) {
      const target: Map<string, unknown> = work.shelf[kind];
      for (const [id, document] of this.shelf[kind]) target.set(id, document);
    }
    return question(work);
  }

  /** Moves the clock, meeting each deadline on the way at its own instant, oldest first. */
  advance(to: string): void {
    for (let next = this.#nextDue(to); next !== undefined; next = this.#nextDue(to)) {
      const { name, id, due_at } = next;
      this.jump(due_at);
      this.queue.delete(`${name} ${id}`);
      this.run((work) => meetDeadline(work, name as RuleDeadline, id), { effective_at: due_at });
    }
    this.jump(to);
  }

  /** Moves the clock while no timer runs. */
  jump(to: string): void {
    if (Date.parse(to) > Date.parse(this.now)) this.now = to;
  }

  /** A document as it stands. */
  get<K extends Kind>(kind: K, id: string): Documents[K] {
    const document = this.shelf[kind].get(id);
    if (document === undefined) throw new Error(`there is no ${kind} ${id}`);
    return document as Documents[K];
  }

  all<K extends Kind>(kind: K): Documents[K][] {
    return [...this.shelf[kind].values()] as Documents[K][];
  }

  deadline(name: DeadlineName, id: string): string | undefined {
    return this.queue.get(`${name} ${id}`)?.due_at;
  }

  #start({ effective_at, occurred_at = effective_at }: Moment): Work {
    return startWork({
      now: this.now,
      effective_at,
      occurred_at,
      policy: this.policy,
      policyOf: () => this.policy,
      newId: this.newId,
      orderDecisionMaxSeconds: 900,
      assessmentMaxSeconds: 60,
    });
  }

  #nextDue(to: string): Queued | undefined {
    return [...this.queue.values()]
      .filter(({ name, due_at }) => !isCarriers(name) && Date.parse(due_at) <= Date.parse(to))
      .toSorted((a, b) => Date.parse(a.due_at) - Date.parse(b.due_at))[0];
  }

  #load(work: Work): void {
    for (const kind of kinds) {
      const copies: Map<string, unknown> = work.shelf[kind];
      for (const [id, document] of this.shelf[kind]) copies.set(id, structuredClone(document));
    }
    for (const [id, zone] of this.zones) work.zones.set(id, zone);
    for (const sku of this.recalled) work.recalled.set(sku, true);
  }

  /** Documents part ways as they do in a store: a forward keeps its own copy of a refund. */
  #keep(work: Work): void {
    const kept = emptyShelf();
    for (const kind of kinds) {
      const target: Map<string, unknown> = kept[kind];
      for (const [id, document] of work.shelf[kind]) target.set(id, structuredClone(document));
    }
    this.shelf = kept;
    for (const { name, kind, id, due_at } of work.changes.deadlines) {
      if (due_at === undefined) this.queue.delete(`${name} ${id}`);
      else this.queue.set(`${name} ${id}`, { name, kind, id, due_at });
    }
    this.log.events.push(...work.changes.events);
    this.log.postings.push(...work.changes.postings);
    this.log.decisions.push(...work.changes.decisions);
    this.log.refundClaims.push(...work.changes.refundClaims);
  }
}

/** Whether a deadline is work to be done with a carrier, outside the rules. */
export function isCarriers(name: DeadlineName): boolean {
  return name === 'label_request' || name === 'label_void';
}

function emptyShelf(): Shelf {
  return {
    return: new Map(),
    listing: new Map(),
    order: new Map(),
    forward: new Map(),
    settlement: new Map(),
    dispute: new Map(),
  };
}

import type {
  DeadlineName,
  Decision,
  Dispute,
  EventType,
  Forward,
  Instant,
  LedgerCause,
  LedgerEntry,
  Lifecycle,
  Listing,
  Order,
  Policy,
  Return,
  Settlement,
  Zone,
} from '@open-return-forwarding/protocol';
import type { DemandEvidence } from '../estimation/demand.ts';
import type { TriggerOf } from '../lifecycle/table.ts';
import type { HandInDay, RatingCounts } from '../matching/facts.ts';
import type { Tally } from '../matching/tally.ts';

/** The documents that a command reads and changes, as they stand on the wire. */
export interface Documents {
  return: Return;
  listing: Listing;
  order: Order;
  forward: Forward;
  settlement: Settlement;
  dispute: Dispute;
}
export type Kind = keyof Documents;
type Shelf = { readonly [K in Kind]: Map<string, Documents[K]> };

/** What a command needs to know beside the documents. */
export interface Context {
  /** When the command is carried out. */
  readonly now: Instant;
  /** When it takes effect: `now`, or the deadline that fired it. */
  readonly effective_at: Instant;
  /** When what it reports happened in the world: a scan's own time, else `effective_at`. */
  readonly occurred_at: Instant;
  /** The policy version in force. */
  readonly policy: Policy;
  /** The version in force at an earlier moment; the current one where that was not loaded. */
  readonly policyAt?: (instant: Instant) => Policy;
  /** Any version that a loaded document names. */
  readonly policyOf: (version: number) => Policy;
  readonly newId: (prefix: string) => string;
  /** Longest that a pending order may stay undecided, in seconds; discovery advertises it. */
  readonly orderDecisionMaxSeconds: number;
  /** Longest that a return may stay unassessed, in seconds; discovery advertises it. */
  readonly assessmentMaxSeconds: number;
  /** Whether items that were forwarded before may be forwarded again, as far as the policy allows it. */
  readonly reforwards?: boolean | undefined;
}

export interface EventDraft {
  readonly type: EventType;
  readonly kind: Lifecycle;
  /** Id of the document that the event shows: of the return, for a refund. */
  readonly id: string;
  readonly effective_at: Instant;
  /** When it happened in the world, as far as that is known. */
  readonly occurred_at: Instant;
}
export interface DeadlineChange {
  readonly name: DeadlineName;
  readonly kind: Lifecycle;
  readonly id: string;
  /** Undefined takes it away. */
  readonly due_at: Instant | undefined;
}
export interface PostingDraft {
  readonly forward_id: string;
  readonly settlement_id: string;
  readonly cause: LedgerCause;
  /** As the settlement shows them. */
  readonly lines: readonly LedgerEntry[];
}

/** A decision before it is sealed with a digest. */
export type DecisionDraft = Omit<Decision, 'digest'>;

/** Everything that has to be stored, in one transaction, for the command to have happened. */
export interface Changes {
  readonly created: { readonly kind: Kind; readonly id: string }[];
  readonly changed: { readonly [K in Kind]: Set<string> };
  readonly events: EventDraft[];
  readonly deadlines: DeadlineChange[];
  readonly postings: PostingDraft[];
  readonly decisions: DecisionDraft[];
  /** Returns whose refund is requested now: each may be claimed once, ever. */
  readonly refundClaims: string[];
}

/** Fires a trigger of a life cycle, with a reason where the row leaves it open; see `fire`. */
export type Fire = <L extends Lifecycle>(
  lifecycle: L,
  id: string,
  trigger: TriggerOf<L> | { readonly on: TriggerOf<L>; readonly reason: string | undefined },
) => void;

/** What a command works on: documents it may change, and the record of what it changed. */
export interface Work {
  readonly context: Context;
  readonly shelf: Shelf;
  /** Zone of the consumer of a return or an order, by its id. */
  readonly zones: Map<string, Zone>;
  /** Ratings of what this sender, and everybody in this category, forwarded before. */
  readonly ratings: {
    readonly sender: Map<string, RatingCounts>;
    readonly category: Map<string, RatingCounts>;
  };
  /** What was observed of an article's demand, by SKU, and of hand-ins, by category; weighted as of
   * `effective_at`, and as far as it is known when the command is carried out: a deadline that is met late sees more. */
  readonly evidence: {
    readonly demand: Map<string, DemandEvidence>;
    readonly handIn: Map<string, readonly HandInDay[]>;
  };
  /** Active listings by SKU, where the shelf does not hold them all. */
  readonly activeListings: Map<string, number>;
  /** When those of them close that close first, by SKU, earliest first, up to 64; one that this command opens is not there. */
  readonly closings: Map<string, readonly Instant[]>;
  /** What became of all listings that a search weighed for an order, by its id, where the shelf holds the best alone. */
  readonly tallies: Map<string, Tally>;
  /** The reserved listing whose token an order carries, by the order's id. */
  readonly reservations: Map<string, string>;
  /** Whether an article is recalled, by SKU; of those that were looked up. */
  readonly recalled: Map<string, boolean>;
  readonly changes: Changes;
  readonly fire: Fire;
}

/** Puts a loaded document on the shelf. */
export function shelve<K extends Kind>(work: Work, kind: K, document: Documents[K]): void {
  const shelf: Map<string, Documents[K]> = work.shelf[kind];
  shelf.set(document.id, document);
}

/** A document to look at. Throws if it was not loaded: a fault of the caller, never of a request. */
export function see<K extends Kind>(work: Work, kind: K, id: string | undefined): Documents[K] {
  const document = id === undefined ? undefined : work.shelf[kind].get(id);
  if (document === undefined) throw new Error(`the ${kind} ${id ?? ''} was not loaded`);
  return document as Documents[K];
}

/** A document to change. */
export function edit<K extends Kind>(work: Work, kind: K, id: string | undefined): Documents[K] {
  const document = see(work, kind, id);
  work.changes.changed[kind].add(document.id);
  if ('updated_at' in document) document.updated_at = work.context.effective_at;
  return document;
}

/** A document that begins to exist with this command. */
export function create<K extends Kind>(work: Work, kind: K, document: Documents[K]): void {
  shelve(work, kind, document);
  work.changes.created.push({ kind, id: document.id });
}

export function announce(work: Work, type: EventType, subject: { kind: Lifecycle; id: string }): void {
  const { effective_at, occurred_at } = work.context;
  work.changes.events.push({ type, ...subject, effective_at, occurred_at });
}

export function setDeadline(work: Work, change: DeadlineChange): void {
  work.changes.deadlines.push(change);
}

/** The policy version that decides about a document. */
export function policyFor(work: Work, document: { policy_version: number }): Policy {
  return work.context.policyOf(document.policy_version);
}

export function zoneOf(work: Work, id: string): Zone {
  const zone = work.zones.get(id);
  if (zone === undefined) throw new Error(`the zone of ${id} was not loaded`);
  return zone;
}

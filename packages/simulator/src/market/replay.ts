import type { MatchPolicy, NoMatchCode } from '@open-return-forwarding/core';
import type { DecisionKind } from '@open-return-forwarding/protocol';
import { type Behaviour, drawAftermath } from './aftermath.ts';
import { agenda } from './agenda.ts';
import { Counter, type CounterDecision, type ReplayRule } from './counter.ts';
import { randomSource } from './random.ts';
import type { ReplayListing, ReplayOrder, ReplaySink, ReplayTotals } from './replay-events.ts';

/** By which rules, and how people behave. */
export interface ReplaySetting {
  readonly policy: MatchPolicy;
  /** The published rule, unless told. */
  readonly rule?: ReplayRule;
  /** How the senders and buyers of a category behave; as the policy believes, unless told. */
  readonly behaviour?: (category: string) => Behaviour;
  /** With a listing's id, what becomes of its match is drawn from this: under two policies the same sender does the same. */
  readonly seed: number | string;
}

/** Both in the order of time. They are walked through once, and nothing is kept of what is past. */
export interface ReplayInput {
  readonly listings: Iterable<ReplayListing>;
  readonly orders: Iterable<ReplayOrder>;
}

const DAY_MS = 86_400_000;

/**
 * Lets listings and orders of any number of articles meet as they would at a server: an order is weighed when it comes and
 * when its hold ends, a listing when it opens and when its window ends. Of equal moments, windows and holds end first, then
 * listings open, then orders come. Throws a RangeError where the input is not in the order of time.
 */
export function replay(input: ReplayInput, setting: ReplaySetting, sink: ReplaySink = {}): ReplayTotals {
  const run = new Replay(setting, sink);
  const listings = inOrder(input.listings, ({ opens }) => opens);
  let next = listings.next();
  for (const order of inOrder(input.orders, ({ at }) => at)) {
    for (; next.done !== true && next.value.opens <= order.at; next = listings.next()) run.open(next.value);
    run.arrive(order);
  }
  for (; next.done !== true; next = listings.next()) run.open(next.value);
  run.until(Number.POSITIVE_INFINITY);
  return run.totals;
}

type Due =
  | { readonly what: 'window'; readonly listing: ReplayListing }
  | { readonly what: 'hold'; readonly order: ReplayOrder };

class Replay {
  readonly totals: ReplayTotals = {
    listings: 0,
    orders: 0,
    matched: 0,
    handed_in: 0,
    expired: 0,
    not_worth_waiting: 0,
    expected_value: 0,
    realised_value: 0,
    open_days: 0,
  };
  private readonly setting: ReplaySetting;
  private readonly sink: ReplaySink;
  private readonly counter: Counter;
  private readonly due = agenda<Due>();
  private readonly behaviour: (category: string) => Behaviour;

  constructor(setting: ReplaySetting, sink: ReplaySink) {
    this.setting = setting;
    this.sink = sink;
    this.counter = new Counter(setting.policy, setting.rule ?? 'reference');
    this.behaviour = setting.behaviour ?? ((category) => believed(setting.policy, category));
  }

  open(listing: ReplayListing): void {
    this.until(listing.opens);
    this.totals.listings += 1;
    const decided = this.counter.decideListing(listing, 'listing_opened', listing.opens);
    if (this.settle(decided, { kind: 'listing_opened', at: listing.opens }).pair !== undefined) return;
    if (this.counter.isNotWorthWaiting(listing, decided)) {
      this.expire(listing, listing.opens, 'not_worth_waiting');
      return;
    }
    this.counter.put(listing);
    this.due.add(listing.closes, { what: 'window', listing });
  }

  arrive(order: ReplayOrder): void {
    this.until(order.at);
    this.totals.orders += 1;
    const { pair, decision } = this.weigh(order, 'order_arrived', order.at);
    this.counter.learnFrom(order);
    if (pair !== undefined) return;
    if (order.hold_until === undefined || order.hold_until <= order.at) {
      this.serve(order, order.at, decision.code);
      return;
    }
    this.counter.wait(order);
    this.due.add(order.hold_until, { what: 'hold', order });
  }

  /** Ends the windows and holds that end by then. */
  until(moment: number): void {
    for (let due = this.due.next(moment); due !== undefined; due = this.due.next(moment)) {
      const { event, moment: at } = due;
      switch (event.what) {
        case 'window':
          this.endWindow(event.listing, at);
          break;
        case 'hold':
          this.endHold(event.order, at);
          break;
        default:
          event satisfies never;
      }
    }
  }

  private endWindow(listing: ReplayListing, at: number): void {
    if (!this.counter.take(listing)) return;
    const kind = 'window_closing';
    const { pair } = this.settle(this.counter.decideListing(listing, kind, at), { kind, at });
    if (pair === undefined) this.expire(listing, at, 'window_ended');
  }

  private endHold(order: ReplayOrder, at: number): void {
    if (!this.counter.leave(order)) return;
    const { pair, decision } = this.weigh(order, 'hold_ended', at);
    if (pair === undefined) this.serve(order, at, decision.code);
  }

  private weigh(order: ReplayOrder, kind: DecisionKind, at: number): CounterDecision {
    return this.settle(this.counter.decideOrder(order, kind, at), { kind, at });
  }

  /** Carries a decision out, if it is a match, and answers it. */
  private settle(
    decided: CounterDecision,
    { kind, at }: { kind: DecisionKind; at: number },
  ): CounterDecision {
    const { pair } = decided;
    if (pair === undefined) return decided;
    const { listing, order, components, forward_value } = pair;
    this.counter.take(listing);
    this.counter.leave(order);
    const { category, listing_id, terms } = listing.facts;
    const ship_by_days = terms?.ship_by_days ?? this.setting.policy.shipping.ship_by_days;
    const random = randomSource(`${this.setting.seed}/${listing_id}`);
    const aftermath = drawAftermath(random, this.behaviour(category), { figures: components, ship_by_days });
    this.totals.matched += 1;
    this.totals.handed_in += aftermath.handed_in ? 1 : 0;
    this.totals.expected_value += forward_value;
    this.totals.realised_value += aftermath.realised;
    this.totals.open_days += (at - listing.opens) / DAY_MS;
    this.sink.matched?.({ listing, order, at, kind, components, forward_value, aftermath });
    return decided;
  }

  private expire(listing: ReplayListing, at: number, reason: 'window_ended' | 'not_worth_waiting'): void {
    this.totals.expired += reason === 'window_ended' ? 1 : 0;
    this.totals.not_worth_waiting += reason === 'not_worth_waiting' ? 1 : 0;
    this.totals.open_days += (at - listing.opens) / DAY_MS;
    this.sink.expired?.(listing, at, reason);
  }

  private serve(order: ReplayOrder, at: number, reason: NoMatchCode = 'no_candidate'): void {
    this.sink.served?.(order, at, reason);
  }
}

/** How a policy believes that people behave: its hand-in distribution and the mean of its prior for ratings. */
function believed({ matching }: MatchPolicy, category: string): Behaviour {
  const figures = { ...matching.economics, ...matching.economics.by_category?.[category] };
  const { acceptable, unacceptable } = figures.acceptable_rating;
  return {
    handed_in_by_day: figures.hand_in_bp_by_day.map((share) => share / 10_000),
    acceptable: acceptable / (acceptable + unacceptable),
  };
}

function* inOrder<Item>(items: Iterable<Item>, moment: (item: Item) => number): Generator<Item, undefined> {
  let last = Number.NEGATIVE_INFINITY;
  for (const item of items) {
    const at = moment(item);
    if (!(at >= last))
      throw new RangeError(`${at} comes after ${last}: the input is not in the order of time`);
    last = at;
    yield item;
  }
  return undefined;
}

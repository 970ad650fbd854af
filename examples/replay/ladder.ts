import type { CandidateCode } from '@open-return-forwarding/client';
import type { ReturnLine, SaleLine } from '@open-return-forwarding/simulator';
import { extend } from './assignment.ts';
import type { FilePair } from './pairs.ts';
import type { Replayed, ReturnTrace } from './replay.ts';

/**
 * Why a return was not matched. Codes of the rules are the contract's own; where the item never waited for a buyer, it
 * is the server's reason. `no_order`: nobody ordered the article in the window. `fewer_orders_than_returns`: somebody
 * did, for another return of it. `arrival_order`: with hindsight one more could have been matched, but each order is
 * decided when it comes. `refused`, `order_refused`: the server did not accept the return, or the orders for it.
 */
export type LossReason = string;

/** One step down from all returns to those that were matched. */
export interface Rung {
  reason: LossReason;
  lost: number;
  /** How many are left after it. */
  left: number;
}

export interface Explanation {
  /** From all returns down to the matched ones. */
  ladder: Rung[];
  /** The one reason of each return that was not matched. */
  reasons: Map<ReturnLine, LossReason>;
  /** Returns for which an order of the same article came in the window. */
  with_order: number;
  /** How many of them one to one, were it for the file alone. */
  one_to_one: number;
}

/** A rule that takes pairs away, and what it is called for a return that it costs its match. */
interface Rule {
  keeps: (pair: FilePair) => boolean;
  reason: (line: ReturnLine) => LossReason;
}

/**
 * Gives every return without a match one reason, such that they add up. Beginning with the matches that were made, one
 * rule after the other is taken back, the last one first, and as many further returns matched as then could be, one to
 * one: those are the ones which that rule cost. Nobody loses a place that way, so each return is counted once.
 */
export function explain(replayed: Omit<Replayed, 'refused'>, pairs: readonly FilePair[]): Explanation {
  const { traces } = replayed;
  const assigned = new Map<ReturnLine, SaleLine>();
  for (const { line, order } of traces) if (order !== undefined) assigned.set(line, order);
  const made = [...assigned];
  const rules = rulesOf(replayed);
  const found: [ReturnLine, LossReason][] = [];
  for (let held = rules.length; held >= 0; held -= 1) {
    const reason = rules[held]?.reason ?? (() => 'arrival_order');
    const kept = pairs.filter((pair) => rules.slice(0, held).every(({ keeps }) => keeps(pair)));
    for (const line of extend(assigned, edgesOf(made, kept))) found.push([line, reason(line)]);
  }
  const withOrder = new Set([...pairs.map((pair) => pair.return), ...assigned.keys()]);
  for (const { line } of traces) {
    if (assigned.has(line)) continue;
    found.push([line, withOrder.has(line) ? 'fewer_orders_than_returns' : 'no_order']);
  }
  const ladder = ladderOf(traces.length, found);
  return { ladder, reasons: new Map(found), with_order: withOrder.size, one_to_one: assigned.size };
}

/** The rules in the order in which they look. */
function rulesOf({ traces, orders }: Omit<Replayed, 'refused'>): Rule[] {
  const neverWaited = new Map(
    traces.filter((trace) => !waited(trace)).map((trace) => [trace.line, routeReason(trace)]),
  );
  const verdict = (code: CandidateCode): Rule => ({
    keeps: (pair) => pair.verdict !== code,
    reason: () => code,
  });
  return [
    { keeps: (pair) => orders.has(pair.sale), reason: () => 'order_refused' },
    verdict('not_accepting'),
    verdict('grade_not_accepted'),
    verdict('own_item'),
    verdict('currency_mismatch'),
    verdict('country_not_served'),
    verdict('cross_border_not_permitted'),
    { keeps: (pair) => !neverWaited.has(pair.return), reason: (line) => neverWaited.get(line) ?? '' },
    verdict('value_below_warehouse'),
    verdict('below_waiting_threshold'),
  ];
}

/** Whether the item was on offer for its whole window, or until it was matched. */
function waited({ order, return: source }: ReturnTrace): boolean {
  return order !== undefined || source?.route.reason_code === 'window_expired';
}

function routeReason({ return: source }: ReturnTrace): LossReason {
  return source === undefined ? 'refused' : (source.route.reason_code ?? source.status);
}

/** What was matched stays possible, whatever the rules here say of it: the server has the last word. */
function edgesOf(
  made: readonly [ReturnLine, SaleLine][],
  pairs: readonly FilePair[],
): Map<ReturnLine, SaleLine[]> {
  const edges = new Map<ReturnLine, SaleLine[]>(made.map(([line, sale]) => [line, [sale]]));
  for (const pair of pairs) {
    const sales = edges.get(pair.return) ?? [];
    sales.push(pair.sale);
    edges.set(pair.return, sales);
  }
  return edges;
}

/** The losses come out last rule first, and the file's own at the end; read down, they begin with the file's. */
function ladderOf(returns: number, found: readonly [ReturnLine, LossReason][]): Rung[] {
  const ofFile = ['no_order', 'fewer_orders_than_returns'];
  const inOrder = [...ofFile, ...found.map(([, reason]) => reason).toReversed()];
  let left = returns;
  return [...new Set(inOrder)].flatMap((reason) => {
    const lost = found.filter(([, given]) => given === reason).length;
    left -= lost;
    return lost === 0 ? [] : [{ reason, lost, left }];
  });
}

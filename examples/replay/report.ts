import type { Explanation, LossReason } from './ladder.ts';
import type { History } from './lines.ts';
import type { Replayed, ReturnTrace } from './replay.ts';

const HOUR = 3_600_000;

/** What became of one return. */
export interface ReturnRow {
  line: number;
  return: string;
  sku: string;
  country: string;
  /** UTC. */
  started_at: string;
  outcome: 'matched' | 'not_matched';
  /** Where the server sent the item that was not matched, in its own words. */
  route: string;
  /** Why it was not matched; empty where it was. */
  reason: LossReason;
  /** Criteria that failed, where it was not offered. */
  criteria: string[];
  /** From the start of the return to the match. */
  waited_hours?: number;
  /** The order that got it. */
  order?: string;
  order_line?: number;
}

export interface Totals {
  returns: number;
  orders: number;
  eligible: number;
  offered: number;
  matched: number;
  /** By reason, in the order of the ladder. */
  not_matched: Record<LossReason, number>;
  /** Returns whose window was not over at the last line: later orders are not in the file. */
  windows_beyond_file: number;
  skipped_rows: number;
  unreadable_rows: number;
  refused_requests: number;
}

/** All that the run has to say; the printed tables are made of it. */
export interface Report {
  totals: Totals;
  explanation: Omit<Explanation, 'reasons'>;
  returns: ReturnRow[];
  refused: Replayed['refused'];
  skipped: History['skipped'];
  unreadable: History['unreadable'];
}

/** Puts together what the server did and why. */
export function reportOf(history: History, replayed: Replayed, explanation: Explanation): Report {
  const { reasons, ...counts } = explanation;
  const returns = replayed.traces.map((trace) => rowOf(trace, reasons.get(trace.line) ?? ''));
  return {
    totals: {
      ...countsOf(replayed),
      not_matched: Object.fromEntries(explanation.ladder.map(({ reason, lost }) => [reason, lost])),
      windows_beyond_file: windowsBeyond(history, replayed),
      skipped_rows: history.skipped.length,
      unreadable_rows: history.unreadable.length,
    },
    explanation: counts,
    returns,
    refused: replayed.refused,
    skipped: history.skipped,
    unreadable: history.unreadable,
  };
}

function rowOf({ line, return: source, forward, order }: ReturnTrace, reason: LossReason): ReturnRow {
  const failed = (source?.assessment?.criteria ?? []).filter(({ outcome }) => outcome === 'fail');
  const row: ReturnRow = {
    ...{ line: line.line, return: line.external_id, sku: line.sku, country: line.address.country },
    started_at: line.time,
    outcome: order === undefined ? 'not_matched' : 'matched',
    route: order === undefined ? (source?.route.reason_code ?? source?.status ?? 'refused') : '',
    reason,
    criteria: failed.map(({ code }) => code),
  };
  if (forward === undefined || order === undefined) return row;
  const waited = (Date.parse(forward.created_at) - Date.parse(line.time)) / HOUR;
  return {
    ...row,
    waited_hours: Math.round(waited * 10) / 10,
    order: order.external_id,
    order_line: order.line,
  };
}

function countsOf({ traces, orders, refused }: Replayed) {
  return {
    returns: traces.length,
    orders: orders.size,
    eligible: traces.filter((trace) => trace.return?.assessment?.eligible === true).length,
    offered: traces.filter((trace) => trace.return?.offer !== undefined).length,
    matched: traces.filter(({ order }) => order !== undefined).length,
    refused_requests: refused.length,
  };
}

function windowsBeyond({ lines }: History, { traces }: Replayed): number {
  const last = Date.parse(lines.at(-1)?.time ?? '');
  return traces.filter(({ line, return: source }) => {
    const days = source?.offer?.window_days ?? 0;
    return Date.parse(line.time) + days * 24 * HOUR > last;
  }).length;
}

import type { Report, ReturnRow } from './report.ts';

/** What a reason means to whoever reads the table. */
const MEANINGS: Record<string, string> = {
  no_order: 'no order for the article came in the window',
  fewer_orders_than_returns: 'every order for the article is needed for another return of it',
  not_accepting: 'the buyers did not accept a forwarded item',
  grade_not_accepted: 'the buyers did not accept this grade',
  own_item: 'the buyer is the sender',
  currency_mismatch: 'another currency than the policy',
  country_not_served: 'a country that the policy does not serve',
  cross_border_not_permitted: 'across a border that the policy does not permit',
  refused: 'the server refused the return',
  order_refused: 'the server refused the orders',
  ineligible: 'the return was not eligible',
  rollout: 'outside the rollout',
  not_worth_waiting: 'waiting would have cost more than it could bring',
  value_below_warehouse: 'worth no more than the warehouse return',
  below_waiting_threshold: 'waiting on was worth more than the orders that came',
  arrival_order: 'possible with hindsight only: each order is decided when it comes',
};

const MOST_ROWS_SHOWN = 20;

/** The whole report as text: what could not be used, each return, the totals, and how they come about. */
export function reportText(report: Report, days: number): string {
  return [
    ...unusedText(report),
    'Returns',
    table(
      ['line', 'return', 'sku', 'from', 'started (UTC)', 'outcome', 'reason', 'waited h', 'order'],
      report.returns.map(returnCells),
    ),
    'Totals',
    table(['', 'number'], totalCells(report, days)),
    `From ${report.totals.returns} returns to ${report.totals.matched} matches`,
    ladderText(report),
    JSON.stringify(lastLine(report)),
  ].join('\n\n');
}

function lastLine({ totals }: Report) {
  const { returns, orders, eligible, offered, matched, not_matched } = totals;
  const { skipped_rows, unreadable_rows, refused_requests } = totals;
  return {
    returns,
    orders,
    eligible,
    offered,
    matched,
    not_matched,
    skipped_rows,
    unreadable_rows,
    refused_requests,
  };
}

function returnCells(row: ReturnRow): string[] {
  return [
    ...[String(row.line), row.return, row.sku, row.country, row.started_at.slice(0, 16).replace('T', ' ')],
    row.outcome === 'matched' ? 'matched' : row.route,
    [row.reason, ...row.criteria].join(' '),
    row.waited_hours?.toFixed(1) ?? '',
    row.order ?? '',
  ];
}

function totalCells({ totals, explanation }: Report, days: number): string[][] {
  return [
    ['returns', String(totals.returns)],
    ['eligible', String(totals.eligible)],
    ['offered', String(totals.offered)],
    [`matched within ${days} days`, String(totals.matched)],
    ['orders posted', String(totals.orders)],
    [`returns with an order for the article within ${days} days`, String(explanation.with_order)],
    ['of these one to one, by the file alone', String(explanation.one_to_one)],
    ['windows that outlive the file', String(totals.windows_beyond_file)],
    ['rows skipped', String(totals.skipped_rows)],
    ['rows that cannot be read', String(totals.unreadable_rows)],
    ['requests refused', String(totals.refused_requests)],
  ];
}

function ladderText({ totals, explanation }: Report): string {
  const rows = explanation.ladder.map(({ reason, lost, left }) => [
    ...[reason, MEANINGS[reason] ?? 'the server says so', `-${lost}`, String(left)],
  ]);
  return table(['reason', '', 'lost', 'left'], [['returns', '', '', String(totals.returns)], ...rows]);
}

/** Rows and requests that came to nothing, each with its line. */
function unusedText({ refused, unreadable, skipped }: Report): string[] {
  const bad = unreadable.map(({ file, line, reason }) => `${file}, line ${line}: ${reason}`);
  const no = refused.map(({ line, kind, code, detail }) => `line ${line} (${kind}): ${code}: ${detail}`);
  const left = [...Map.groupBy(skipped, ({ reason }) => reason)].map(
    ([reason, rows]) => `${rows.length} ${reason}`,
  );
  return [
    ...(bad.length === 0 ? [] : [some('Rows that cannot be read', bad)]),
    ...(no.length === 0 ? [] : [some('Requests that the server refused', no)]),
    ...(left.length === 0 ? [] : [`Rows skipped: ${left.join(', ')}`]),
  ];
}

function some(title: string, items: string[]): string {
  const more =
    items.length > MOST_ROWS_SHOWN ? [`… and ${items.length - MOST_ROWS_SHOWN} more (--report)`] : [];
  return [title, ...items.slice(0, MOST_ROWS_SHOWN), ...more].join('\n  ');
}

/** A table in Markdown; figures to the right. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, at) =>
    Math.max(3, title.length, ...rows.map((row) => (row[at] ?? '').length)),
  );
  const isNumber = head.map((_, at) => rows.every((row) => /^-?[\d.]*$/.test(row[at] ?? '')));
  const line = (cells: readonly string[]) => {
    const padded = widths.map((width, at) => {
      const cell = cells[at] ?? '';
      return isNumber[at] ? cell.padStart(width) : cell.padEnd(width);
    });
    return `| ${padded.join(' | ')} |`;
  };
  const rule = widths.map((width, at) => (isNumber[at] ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}

import type { Forecast } from '../../forecast/forecast.ts';
import { barChart, details, lineChart, table } from '../charts.ts';
import { type Html, html } from '../html.ts';
import { percent, refusalText, whole } from '../words.ts';

/** How many returns may be offered forwarding, and why the others may not. */
export function eligibilitySection({ policies: [first] }: Forecast): Html {
  if (first === undefined) return html``;
  const { returns, eligible, eligible_share, refused } = first;
  const rows = [
    { label: 'eligible', to: eligible, value: shareText(eligible, returns), tone: 'gain' as const },
    ...refused.map(({ code, returns: count }) => ({
      ...{ label: refusalText(code), to: count, value: shareText(count, returns) },
      tone: 'other' as const,
    })),
  ];
  return html`<section id="eligible"><h2>Which returns could be forwarded</h2>
<p>${percent(eligible_share)} of the returns meet every criterion of the policy. The others are counted once each, by the first
criterion that they fail.</p>
${barChart(rows, { caption: 'Returns by the outcome of the eligibility rules', label: 'outcome', value: 'returns' })}</section>`;
}

function shareText(count: number, whole_: number): string {
  return `${whole(count)} · ${percent(whole_ === 0 ? 0 : count / whole_)}`;
}

/** How long it pays to wait. */
export function windowSection({ window_curve, policies: [first], samples }: Forecast): Html {
  if (first === undefined) return html``;
  const curves = [
    {
      name: 'listed items that find a buyer',
      points: window_curve.map(({ window_days: x, match_share: share }) => ({ x, share })),
    },
    {
      name: 'returns that are forwarded',
      points: window_curve.map(({ window_days: x, forwarded_share: share }) => ({ x, share })),
    },
  ];
  const rows = window_curve.map((each) => [
    String(each.window_days),
    percent(each.match_share),
    percent(each.forwarded_share),
  ]);
  const title = `Share of listed items that find a buyer, and of returns forwarded, by days of waiting: ${rows.map(([days, matched]) => `${days} days ${matched}`).join(', ')}`;
  return html`<section id="window"><h2>How long to wait for a buyer</h2>
<p>Policy A waits ${first.window_days} days (dashed). A longer window finds more buyers and keeps senders waiting longer; the rule also
becomes choosier when it has more time, so the curve need not rise everywhere.${!samples.curve.is_all && html` Computed on ${whole(samples.curve.returns)} returns.`}</p>
${lineChart(curves, { title, mark: first.window_days })}
${details('Table', table(['days', 'listed items matched', 'returns forwarded'], rows))}</section>`;
}

/** Which categories it suits. */
export function categorySection({ policies: [first] }: Forecast): Html {
  if (first === undefined) return html``;
  const rows = first.categories.map(({ category, returns, forwarded }) => ({
    ...{ label: category, to: returns === 0 ? 0 : forwarded / returns },
    value: `${percent(returns === 0 ? 0 : forwarded / returns)} of ${whole(returns)}`,
  }));
  return html`<section id="categories"><h2>Forwarded share by category</h2>
${barChart(rows.slice(0, 25), { caption: 'Forwarded returns as a share of all returns of the category', label: 'category', value: 'forwarded' })}
${rows.length > 25 && html`<p>The 25 categories with the most returns of ${rows.length}.</p>`}</section>`;
}

import type { Forecast } from '../../forecast/forecast.ts';
import { nameOf, table } from '../charts.ts';
import { type Html, html } from '../html.ts';
import { assumedText, percent, whole } from '../words.ts';

/** What the figures rest on, and what they cannot say. */
export function basisSection(forecast: Forecast): Html {
  const { assumptions, policies } = forecast;
  return html`<section id="assumptions"><h2>What is assumed</h2>
<p>No file tells these. Each can be changed with <code>--assume name=figure</code>.</p>
${table(
  ['assumption', 'figure', 'name'],
  assumptions.map((each) => [each.text, assumedText(each), nameOf(each.name)]),
  'Assumptions',
)}
<ul>
<li>One returned line is one item, and one order line one buyer, whatever the quantity.</li>
<li>A sender decides at once, confirms the condition that the policy asks for, and behaves as the policy believes: its
shares of hand-ins by day, and its share of good ratings.</li>
<li>Buyers do not pick a listing by themselves; they accept a forwarded item in general or not. No order waits for one.</li>
${policies.some(({ strategy }) => strategy === 'window') && html`<li>The policy deepens its discount while an item waits. Here every item keeps the price with which it opens.</li>`}
</ul></section>
${limits(forecast)}`;
}

function limits({ pairing, input }: Forecast): Html {
  const beyond = pairing.returns === 0 ? 0 : pairing.windows_beyond_file / pairing.returns;
  return html`<section id="limits"><h2>What these figures can and cannot say</h2>
<ul>
<li>They say what the published rules would have done with <em>these</em> orders and returns. They do not foresee another season.</li>
<li>By the files alone, an order for the same article came within ${pairing.window_days} days after ${whole(pairing.lines_with_an_order)} of
${whole(pairing.returns)} returns, and ${whole(pairing.one_to_one_matches)} can be matched one to one. With this window no rule can match more.</li>
<li>${whole(pairing.windows_beyond_file)} windows (${percent(beyond)}) are not over when the data end; some of those items might yet have found a buyer.</li>
<li>The orders are those that came without forwarding. Whether a discount brings buyers who would not have come, or takes
full-price sales away, is not in the data.</li>
<li>Whether consumers accept it is assumed. A pilot on a share of the returns measures it.</li>
${input.notes.map((note) => html`<li>${note}</li>`)}
</ul></section>`;
}

/** What was read, and what was wrong with it. */
export function inputSection({ input, seed, seeds, samples }: Forecast): Html {
  const findings = input.findings.map(({ file, code, count, lines, text, example }) => [
    `${file}: ${text}${example === '' ? '' : ` For example: ${example}`}`,
    whole(count),
    lines.join(', '),
    code,
  ]);
  const sampled = Object.entries(samples).filter(([, { is_all }]) => !is_all);
  return html`<section id="input"><h2>What was read</h2>
<p>${input.files.length > 0 && html`${input.files.join(', ')} (${input.layout}): `}${whole(input.rows)} rows, ${whole(input.orders)} orders and
${whole(input.returns)} returns used, ${whole(input.articles_returned)} of ${whole(input.articles)} articles came back at least once. ${
    !input.returns_name_orders &&
    html`Returns do not name the
order that they come from, so it was not looked for.`
  }</p>
${findings.length === 0 ? html`<p>Nothing was wrong with any row.</p>` : table(['finding', 'rows', 'first lines', 'code'], findings, 'Findings in the files')}
<p>Chance was drawn with ${whole(seeds)} seeds from ${seed} on; the same files, policies, assumptions and seeds give this page again, byte by byte.
${sampled.length > 0 && html`Of so much data, some figures come from a part of the articles, large and small ones in proportion: ${sampled.map(([name, { articles, returns }], i) => html`${i > 0 && '; '}${sampleNames[name] ?? name} on ${whole(articles)} articles with ${whole(returns)} returns`)}.`}</p></section>`;
}

const sampleNames: Readonly<Record<string, string>> = {
  seeds: 'the spread over the seeds',
  curve: 'the windows and the best possible',
  what_if: 'the sliders',
};

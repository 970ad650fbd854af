import type { Forecast } from '../../forecast/forecast.ts';
import { type Html, html } from '../html.ts';
import { money, percent, whole } from '../words.ts';

/** What the page is about, and the four figures that matter most. */
export function headline({ input, policies: [first] }: Forecast): Html {
  if (first === undefined) return html``;
  const { currency } = input;
  const { saved_percentiles: spread } = first;
  return html`<header><p class="kind">Open Return Forwarding · forecast</p>
<h1>What forwarding would have done with these returns</h1>
<p>${whole(input.orders)} order lines and ${whole(input.returns)} returned lines of ${whole(input.articles)} articles,
${input.first_day} to ${input.last_day}, replayed by the rules of <strong>${first.name}</strong>. Every return that is not forwarded
goes to the warehouse as it does today, so the comparison is with all of them going there.</p>
<dl class="tiles">
${tile('Eligible', percent(first.eligible_share), 'of the returns could be offered forwarding')}
${tile('Forwarded', percent(first.forwarded_share), `of the returns: ${whole(first.forwarded)} in this period`)}
${tile('Saved per forward', money(first.saved_per_forward, currency), 'net of tax, after everything that goes wrong')}
${tile('Saved in all', money(first.saved, currency), `in nine of ten draws between ${money(spread.p5, currency)} and ${money(spread.p95, currency)}`)}
</dl></header>`;
}

function tile(name: string, figure: string, note: string): Html {
  return html`<div><dt>${name}</dt><dd><strong>${figure}</strong> <span>${note}</span></dd></div>`;
}

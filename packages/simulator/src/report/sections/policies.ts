import type { Forecast } from '../../forecast/forecast.ts';
import type { PolicyForecast } from '../../forecast/study.ts';
import { table } from '../charts.ts';
import { type Html, html } from '../html.ts';
import { days, money, percent, tenth, whole } from '../words.ts';
import { nameOf } from './savings.ts';

/** Both policies in one table; nothing where there is one. */
export function policiesSection({ policies, input }: Forecast): Html {
  if (policies.length < 2) return html``;
  const { currency } = input;
  const row = (name: string, figure: (policy: PolicyForecast) => string) => [name, ...policies.map(figure)];
  const rows = [
    row('days that a listing waits', (each) => String(each.window_days)),
    row('days to hand in', (each) => String(each.ship_by_days)),
    row('eligible', (each) => percent(each.eligible_share)),
    row('listed', (each) => whole(each.listings)),
    row('matched, of the listed', (each) => percent(each.match_share)),
    row('forwarded, of all returns', (each) => percent(each.forwarded_share)),
    row('matches not handed in in time', (each) => whole(each.missed_hand_ins)),
    row('bad ratings', (each) => tenth(each.bad_ratings)),
    row('saved per forward', (each) => money(each.saved_per_forward, currency)),
    row('saved', (each) => money(each.saved, currency)),
    row('half of the matches within', (each) => days(each.match_wait.median_days)),
    row('half of the refunds of forwarded items within', (each) => days(each.refund_forwarded.median_days)),
  ];
  return html`<section id="policies"><h2>Policy A against policy B</h2>
<p>The same returns, orders and luck under both: the same senders choose forwarding, and hand in on the same day. Buyers accept more
readily where the discount is larger, by the assumption named below.</p>
${table(['', ...policies.map((each, i) => nameOf(each, i, 2))], rows, 'The two policies')}</section>`;
}

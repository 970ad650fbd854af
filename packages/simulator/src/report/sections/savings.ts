import type { Forecast } from '../../forecast/forecast.ts';
import type { PolicyForecast } from '../../forecast/study.ts';
import { type BarRow, barChart } from '../charts.ts';
import { type Html, html } from '../html.ts';
import { money, partTexts, percent, whole } from '../words.ts';

/** Where the saving per forward comes from, step by step. */
export function waterfallSection({ policies: [first], input }: Forecast): Html {
  if (first === undefined) return html``;
  if (first.forwarded === 0) {
    return html`<section id="waterfall"><h2>Where the saving comes from</h2><p>Nothing was forwarded, so there is no saving.</p></section>`;
  }
  const { currency } = input;
  let at = 0;
  const steps = first.waterfall.map(({ part, amount }): BarRow => {
    const from = at;
    at += amount;
    return {
      label: partTexts[part],
      from,
      to: at,
      value: money(amount, currency),
      tone: amount < 0 ? 'loss' : 'gain',
    };
  });
  const sum: BarRow = { label: 'saved per forward', to: at, value: money(first.saved_per_forward, currency) };
  return html`<section id="waterfall"><h2>Where the saving comes from</h2>
<p>Per completed forward, net of tax: what the warehouse route would have cost, less what the forward costs. The cost figures are
those of the policy, so put in your own.</p>
${barChart([...steps, sum], { caption: 'Saving per forward, step by step', label: 'step', value: 'per forward' })}</section>`;
}

/** The total, with how far chance moves it. */
export function totalSection({ policies, difference, input, seeds, samples }: Forecast): Html {
  const { currency } = input;
  const [first] = policies;
  if (first === undefined) return html``;
  const rows = policies.map(
    (each, i): BarRow => ({
      ...{ label: nameOf(each, i, policies.length), to: each.saved, value: money(each.saved, currency) },
      range: [each.saved_percentiles.p5, each.saved_percentiles.p95],
    }),
  );
  return html`<section id="total"><h2>In all, against the warehouse</h2>
<p>All these returns would cost ${money(first.warehouse_cost, currency)} by the warehouse: parcels, handling, the next buyer’s new unit, lost
value. Forwarding saves ${money(first.saved, currency)} of it, ${percent(first.saved_share)}. What a file does not tell — who accepts, who hands in, how
it is rated — was drawn ${whole(seeds)} times; the whisker holds nine of ten draws.${
    !samples.seeds.is_all &&
    html` The spread was computed on
${whole(samples.seeds.returns)} returns and widened to the whole.`
  }</p>
${barChart(rows, { caption: 'Saved in the period, with the 5th and 95th percentile', label: 'policy', value: 'saved' })}
<p>5th to 95th percentile: ${policies.map((each, i) => html`${i > 0 && '; '}${nameOf(each, i, policies.length)} ${money(each.saved_percentiles.p5, currency)} to ${money(each.saved_percentiles.p95, currency)}`)}.
It holds the luck of the draw alone: wrong assumptions can move the figures farther.</p>
${
  difference !== undefined &&
  html`<p>With the same luck B saves ${money(difference.p50, currency)} more than A in the middle draw, and between
${money(difference.p5, currency)} and ${money(difference.p95, currency)} in nine of ten.</p>`
}</section>`;
}

export function nameOf({ name }: PolicyForecast, i: number, of: number): string {
  return of < 2 ? name : `${i === 0 ? 'A' : 'B'}: ${name}`;
}

/** How good the rule is, against knowing everything beforehand. */
export function optimumSection({ optimum, input, samples }: Forecast): Html {
  const { currency } = input;
  const rows: BarRow[] = [
    {
      label: 'first gain, taken at once',
      to: optimum.first_gain,
      value: money(optimum.first_gain, currency),
      tone: 'other',
    },
    { label: 'the published rule', to: optimum.policy, value: money(optimum.policy, currency) },
    {
      label: 'with every order known beforehand',
      to: optimum.clairvoyant,
      value: money(optimum.clairvoyant, currency),
      tone: 'other',
    },
  ];
  return html`<section id="optimum"><h2>How far from the best possible</h2>
<p>The rule decides on each order when it comes. Somebody who knew all of them beforehand could have matched the same listings for
${money(optimum.clairvoyant, currency)} of expected value; the rule reaches ${percent(optimum.share_of_clairvoyant)} of that. The best possible is exact: a
heaviest matching, article by article${samples.curve.is_all ? '' : html`, on a sample of articles with ${whole(samples.curve.returns)} returns`}. Nobody can reach it.</p>
${barChart(rows, { caption: 'Expected value of the matches, first draw', label: 'who decides', value: 'expected' })}</section>`;
}

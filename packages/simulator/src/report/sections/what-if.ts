import type { Forecast } from '../../forecast/forecast.ts';
import { details, table } from '../charts.ts';
import { type Html, html, raw } from '../html.ts';
import { days, money, whole } from '../words.ts';

const titles = {
  window_days: ['Days that a listing waits for a buyer', 'days'],
  ship_by_days: ['Days that the sender has to hand in', 'days'],
  discount_percent: ['Discount', '%'],
  adoption: ['Senders who choose forwarding', '%'],
} as const;

type AxisName = keyof typeof titles;

const axisNames = Object.keys(titles) as AxisName[];

/** Four sliders over figures that were computed beforehand. Without a script, the tables tell what each of them does alone. */
export function whatIfSection(forecast: Forecast): Html {
  const { what_if, input, samples } = forecast;
  const data = JSON.stringify({
    axes: axisNames.map((name) => stops(what_if, name)),
    lengths: axisNames.map((name) => what_if.axes[name].length),
    base: what_if.base,
    cells: what_if.cells,
    currency: input.currency,
  }).replaceAll('<', '\\u003c');
  return html`<section id="what-if"><h2>What if</h2>
<p>Each place of the sliders was computed beforehand${
    !samples.what_if.is_all &&
    html` on ${whole(samples.what_if.returns)} of the returns, and is applied to
the whole in proportion`
  }. They begin where policy A stands.</p>
<div class="panel"><form id="sliders">${axisNames.map((name, i) => slider(what_if, name, i))}
<p><button type="reset">Back to policy A</button></p></form>
<div aria-live="polite"><dl class="tiles" id="outcome">${outcome(forecast)}</dl></div></div>
<noscript><p>The sliders need a script, which this page carries with it; the tables below do not.</p></noscript>
${details('What each does alone, the others as in policy A', html`${axisNames.map((name) => alone(forecast, name))}`)}
<script type="application/json" id="what-if-data">${raw(data)}</script></section>`;
}

function slider({ axes, base }: Forecast['what_if'], name: AxisName, i: number): Html {
  const [title] = titles[name];
  const own = base[i] ?? 0;
  const text = stops({ axes }, name)[own] ?? '';
  return html`<p class="slider"><label for="axis-${i}">${title}</label>
<output for="axis-${i}" id="shown-${i}">${text}</output>
<input type="range" id="axis-${i}" min="0" max="${axes[name].length - 1}" step="1" value="${own}" aria-valuetext="${text}"></p>`;
}

function outcome({ what_if, policies: [first], input }: Forecast): Html {
  const cell = what_if.cells[cellAt(what_if, what_if.base)];
  if (cell === undefined || first === undefined) return html``;
  const [, matched, forwarded, saved, wait] = cell;
  const entry = (id: string, name: string, value: string) =>
    html`<div><dt>${name}</dt><dd><strong id="${id}">${value}</strong> <span id="${id}-base"></span></dd></div>`;
  return html`${entry('matched', 'Matched', whole(matched))}${entry('forwarded', 'Forwarded', whole(forwarded))}
${entry('saved', 'Saved', money(saved, input.currency))}${entry('wait', 'Half of the matches within', days(wait ?? undefined))}`;
}

/** What happens when one slider alone is moved. */
function alone({ what_if, input }: Forecast, name: AxisName): Html {
  const axis = axisNames.indexOf(name);
  const rows = stops(what_if, name).map((text, stop) => {
    const at = what_if.base.with(axis, stop);
    const [, matched, forwarded, saved, wait] = what_if.cells[cellAt(what_if, at)] ?? [0, 0, 0, 0, null];
    const own = what_if.base[axis] === stop ? ' (policy A)' : '';
    return [
      `${text}${own}`,
      whole(matched),
      whole(forwarded),
      money(saved, input.currency),
      days(wait ?? undefined),
    ];
  });
  return table(['', 'matched', 'forwarded', 'saved', 'half matched within'], rows, titles[name][0]);
}

function cellAt({ axes }: Pick<Forecast['what_if'], 'axes'>, stand: readonly number[]): number {
  return axisNames.reduce((at, name, i) => at * axes[name].length + (stand[i] ?? 0), 0);
}

/** The stands of a slider in words. */
function stops({ axes }: Pick<Forecast['what_if'], 'axes'>, name: AxisName): string[] {
  return axes[name].map((stop) => {
    if (stop === null) return 'as in policy A';
    if (name === 'adoption') return `${whole(stop * 100)} %`;
    return stop === 1 ? '1 day' : `${stop} ${titles[name][1]}`;
  });
}

import type { Waiting } from '../../forecast/figures.ts';
import type { Forecast } from '../../forecast/forecast.ts';
import { type BarRow, barChart, nameOf, table } from '../charts.ts';
import { type Html, html } from '../html.ts';
import { assumedText, days, tenth, whole } from '../words.ts';

/** How long senders wait, for a buyer and for their money. */
export function timesSection({ policies: [first] }: Forecast): Html {
  if (first === undefined) return html``;
  const rows = (
    [
      ['match, for what is matched', first.match_wait],
      ['refund of a forwarded item', first.refund_forwarded],
      ['refund by the warehouse', first.refund_warehouse],
      ['refund where forwarding was tried in vain', first.refund_fell_back],
    ] as const
  )
    .filter(([, wait]) => wait.median_days !== undefined)
    .map(([label, wait]) => timeRow(label, wait));
  return html`<section id="times"><h2>Waiting, and refunds</h2>
<p>Days from the start of the return: half are done by the end of the bar, nine of ten by the end of the whisker. Refunds follow the
policy’s trigger (${first.refund_trigger.replaceAll('_', ' ')}), as if no buyer rated before the last day; for what was forwarded never later than the law allows. Who
chooses forwarding in vain waits longest: the window comes on top.</p>
${barChart(rows, { caption: 'Days from the start of a return', label: 'until', value: 'half · nine of ten' })}</section>`;
}

function timeRow(label: string, { median_days = 0, p90_days = 0 }: Waiting): BarRow {
  return {
    label,
    to: median_days,
    range: [median_days, p90_days],
    value: `${days(median_days)} · ${days(p90_days)}`,
  };
}

/** How far the parcels travel. */
export function transportSection({ policies: [first], assumptions }: Forecast): Html {
  if (first === undefined) return html``;
  const { transport, distances } = first;
  const used = assumptions.filter(({ name }) => name.startsWith('km_') || name.startsWith('grams_'));
  const kilometres: BarRow[] = [
    {
      label: 'all by the warehouse',
      to: transport.km_warehouse_only,
      value: `${whole(transport.km_warehouse_only)} km`,
      tone: 'other',
    },
    {
      label: 'with forwarding',
      to: transport.km_with_forwarding,
      value: `${whole(transport.km_with_forwarding)} km`,
    },
  ];
  const gases: BarRow[] = [
    {
      label: 'all by the warehouse',
      to: transport.kg_co2e_warehouse_only,
      value: `${tenth(transport.kg_co2e_warehouse_only)} kg`,
      tone: 'other',
    },
    {
      label: 'with forwarding',
      to: transport.kg_co2e_with_forwarding,
      value: `${tenth(transport.kg_co2e_with_forwarding)} kg`,
    },
  ];
  return html`<section id="transport"><h2>Kilometres and emissions</h2>
<p>A return by the warehouse is two parcels, one there and one to the next buyer; a forward is one; a forward that is rated badly is three.
Files know no roads: a distance is assumed for each kind of trip. These are orders of magnitude for a comparison, not a
footprint to publish.</p>
${barChart(kilometres, { caption: 'Parcel-kilometres', label: 'way', value: 'kilometres' })}
${barChart(gases, { caption: 'Emissions, CO2 equivalent', label: 'way', value: 'CO2e' })}
${table(
  ['assumed', 'figure', 'name'],
  used.map((each) => [each.text, assumedText(each), nameOf(each.name)]),
)}
<p>Forwards by distance: ${tenth(distances.same_zone ?? 0)} within a postal area, ${tenth(distances.same_country ?? 0)} within a country,
${tenth(distances.cross_border ?? 0)} across a border.</p></section>`;
}

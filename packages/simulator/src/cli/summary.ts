import type { Forecast } from '../forecast/forecast.ts';
import { money, percent, whole } from '../report/words.ts';

/** The outcome in a few lines. */
export function summaryText(forecast: Forecast): string {
  const { input, pairing, policies, difference } = forecast;
  const { currency } = input;
  const lines = [
    `${whole(input.orders)} orders and ${whole(input.returns)} returns of ${whole(input.articles)} articles, ${input.first_day} to ${input.last_day}.`,
    ...input.findings.map(
      ({ file, code, count, lines: at, text }) =>
        `  ${file}: ${whole(count)} ${code}, first in line ${at.join(', ')}. ${text}`,
    ),
    `By the files alone: an order for the article within ${pairing.window_days} days after ${whole(pairing.lines_with_an_order)} returns; ${whole(pairing.one_to_one_matches)} can be matched one to one.`,
    ...policies.map(
      (each) =>
        `${each.name}: ${percent(each.eligible_share)} eligible, ${percent(each.match_share)} of the listed matched, ` +
        `${percent(each.forwarded_share)} of all returns forwarded; saves ${money(each.saved, currency)} ` +
        `(${money(each.saved_percentiles.p5, currency)} to ${money(each.saved_percentiles.p95, currency)}), ` +
        `${money(each.saved_per_forward, currency)} per forward.`,
    ),
    ...(difference === undefined
      ? []
      : [
          `B saves ${money(difference.p50, currency)} more than A (${money(difference.p5, currency)} to ${money(difference.p95, currency)}).`,
        ]),
    `Assumptions: ${forecast.assumptions.map(({ name, value }) => `${name}=${value}`).join(' ')}`,
  ];
  return lines.join('\n');
}

/** The outcome as one line of JSON. */
export function summaryLine({ input, pairing, policies, optimum, seed, seeds }: Forecast): string {
  return JSON.stringify({
    returns: input.returns,
    orders: input.orders,
    lines_with_an_order: pairing.lines_with_an_order,
    one_to_one_matches: pairing.one_to_one_matches,
    findings: Object.fromEntries(input.findings.map(({ file, code, count }) => [`${file}.${code}`, count])),
    policies: policies.map((each) => ({
      name: each.name,
      eligible: each.eligible,
      listings: each.listings,
      matched: each.matched,
      forwarded: each.forwarded,
      saved_minor_units: each.saved,
      saved_p5: each.saved_percentiles.p5,
      saved_p95: each.saved_percentiles.p95,
    })),
    share_of_clairvoyant: optimum.share_of_clairvoyant,
    seed,
    seeds,
  });
}

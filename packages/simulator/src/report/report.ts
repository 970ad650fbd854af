import type { Forecast } from '../forecast/forecast.ts';
import { html, raw } from './html.ts';
import { script } from './script.ts';
import { basisSection, inputSection } from './sections/basis.ts';
import { categorySection, eligibilitySection, windowSection } from './sections/eligibility.ts';
import { headline } from './sections/headline.ts';
import { policiesSection } from './sections/policies.ts';
import { optimumSection, totalSection, waterfallSection } from './sections/savings.ts';
import { timesSection, transportSection } from './sections/time-and-distance.ts';
import { whatIfSection } from './sections/what-if.ts';
import { style } from './style.ts';

const contents = [
  ['total', 'In all'],
  ['waterfall', 'Saving per forward'],
  ['what-if', 'What if'],
  ['eligible', 'Eligible'],
  ['window', 'Window'],
  ['categories', 'Categories'],
  ['times', 'Times'],
  ['transport', 'Kilometres'],
  ['policies', 'A and B'],
  ['optimum', 'Best possible'],
  ['assumptions', 'Assumptions'],
  ['limits', 'Limits'],
  ['input', 'Input'],
] as const;

/** A forecast as one page that needs nothing beside itself: no network, no other file. */
export function reportHtml(forecast: Forecast): string {
  const shown = contents.filter(([id]) => id !== 'policies' || forecast.policies.length > 1);
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
<title>Forwarding: a forecast from ${forecast.input.first_day} to ${forecast.input.last_day}</title>
<link rel="icon" href="data:,"><style>${raw(style)}</style></head>
<body>${headline(forecast)}
<nav aria-label="Contents"><ul>${shown.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
<main>
${totalSection(forecast)}
${waterfallSection(forecast)}
${whatIfSection(forecast)}
${eligibilitySection(forecast)}
${windowSection(forecast)}
${categorySection(forecast)}
${timesSection(forecast)}
${transportSection(forecast)}
${policiesSection(forecast)}
${optimumSection(forecast)}
${basisSection(forecast)}
${inputSection(forecast)}
</main>
<script>${raw(script)}</script></body></html>
`;
  return page.text;
}

import type { Explanation, Forward, Money, Offer, Return, Timeline } from '@open-return-forwarding/client';
import { html } from 'hono/html';
import purchases from './purchases.json' with { type: 'json' };
import texts from './texts.json' with { type: 'json' };

export type Language = keyof typeof texts;
type Markup = ReturnType<typeof html>;

export const languages = Object.keys(texts) as Language[];
export const reasons = Object.keys(texts.en.reasons) as (keyof typeof texts.en.reasons)[];
export const checks = Object.keys(texts.en.checks) as (keyof typeof texts.en.checks)[];

const inWords = (language: Language, { amount, currency }: Money) =>
  new Intl.NumberFormat(language, { style: 'currency', currency }).format(amount / 100);
const day = (language: Language, instant: string) =>
  new Date(instant).toLocaleDateString(texts[language].locale, {
    dateStyle: 'long',
    timeZone: 'Europe/Amsterdam',
  });
const filled = (text: string, values: Readonly<Record<string, string | number>>) =>
  text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

/** Every page: one column, no script, and the way to the other language. */
export function page(language: Language, title: string, content: Markup): Markup {
  const others = languages.filter((code) => code !== language);
  return html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/style.css"></head>
<body><nav>${others.map((code) => html`<a href="?lang=${code}" lang="${code}" hreflang="${code}">${texts[code].language}</a>`)}</nav>
<main><h1>${title}</h1>${content}</main></body></html>`;
}

/** One thing to choose; none is chosen for anybody. */
const option = (attributes: Markup, label: string, note = '') =>
  html`<label class="option"><input ${attributes}><span><b>${label}</b>${note}</span></label>`;

export function startPage(language: Language): Markup {
  const text = texts[language];
  const lines = purchases.lines.map(({ product: { title }, unit_price }, index) =>
    option(html`type="radio" name="line" value="${index}" required`, title, inWords(language, unit_price)),
  );
  const content = html`<form method="post" action="/returns?lang=${language}">
<fieldset><legend>${text.which}</legend>${lines}</fieldset>
<fieldset><legend><label for="reason">${text.reason}</label></legend><select id="reason" name="reason" required>
<option value="">${text.pick}</option>${reasons.map((code) => html`<option value="${code}">${text.reasons[code]}</option>`)}</select></fieldset>
<fieldset><legend>${text.condition}</legend>${checks.map((check) => option(html`type="checkbox" name="check" value="${check}"`, text.checks[check]))}</fieldset>
<button>${text.next}</button></form>`;
  return page(language, text.start, content);
}

/** Forwarding and the warehouse return side by side, neither chosen. */
function offerForm(language: Language, { id, resolution }: Return, offer: Offer): Markup {
  const text = texts[language];
  const { window_days, ship_by_days, incentive } = offer;
  const figures = { window_days, ship_by_days, incentive: inWords(language, incentive) };
  return html`<form method="post" action="/returns/${id}/route?lang=${language}">
<fieldset><legend>${text.choose}</legend>
${option(html`type="radio" name="route" value="warehouse" required`, text.warehouse, text.warehouse_how)}
${option(html`type="radio" name="route" value="forward" required`, text.forward, filled(text.forward_how, figures))}
</fieldset><p>${filled(text.refund, { refund: inWords(language, resolution.value) })}</p><button>${text.confirm}</button></form>`;
}

export type Status = {
  returned: Return;
  explanation: Explanation;
  timeline: Timeline;
  forward: Forward | undefined;
};

/** The sentences come from the server, in the language of the page. */
export function statusPage(language: Language, { returned, explanation, timeline, forward }: Status): Markup {
  const text = texts[language];
  const named: Readonly<Record<string, string>> = text.events;
  const happened = timeline.items.filter(({ type }) => Object.hasOwn(named, type));
  const content = html`${returned.status === 'offered' && returned.offer ? offerForm(language, returned, returned.offer) : ''}
${
  forward?.status === 'label_issued' &&
  html`<p>${filled(text.ship_by, { date: day(language, forward.ship_by) })}</p>
<a class="button" href="/returns/${returned.id}/label.pdf">${text.label}</a>`
}
<ul>${explanation.lines.map((line) => html`<li>${line.text}</li>`)}</ul>
<h2>${text.history}</h2><ol>${happened.map(({ type, occurred_at }) => html`<li>${named[type]} <time datetime="${occurred_at}">${day(language, occurred_at)}</time></li>`)}</ol>
<p><a href="/?lang=${language}">${text.again}</a></p>`;
  return page(language, explanation.headline, content);
}

export function problemPage(language: Language, code: string): Markup {
  const { problems, problem, start } = texts[language];
  const title = (problems as Readonly<Record<string, string>>)[code] ?? problem;
  return page(language, title, html`<p><a href="/?lang=${language}">${start}</a></p>`);
}

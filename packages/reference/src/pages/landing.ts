import type { Page } from '../html/layout.ts';
import { html, type Markup } from '../html/markup.ts';
import { codeBlock } from '../parts/code.ts';
import type { Context } from '../parts/context.ts';
import { curl } from '../parts/curl.ts';
import type { Prose } from './prose.ts';

/** `/docs/`: what this is, and where each kind of reader begins. */
export function landingPage(context: Context, prose: readonly Prose[]): Page {
  const { catalog } = context;
  const first = catalog.operations.get('checkEligibility');
  return {
    path: '/docs/',
    title: 'Documentation',
    description: 'Send a returned item straight to its next buyer.',
    body: html`<h1>Send a returned item straight to its next buyer</h1>
<p class="lead">Return forwarding changes one decision: where a returned parcel goes next. An eligible, like-new item goes from the returning consumer to the next buyer, instead of back to the warehouse first. Whenever that does not work out, it goes the way it would have gone anyway.</p>
<div class="cards">${readers(prose).map(card)}</div>
${first && html`<h2 id="first-call">A first call</h2><p>Could this item be forwarded? Nothing is stored. The answer names every criterion and what the offer would be.</p>${codeBlock('checkEligibility', curl(first, context))}`}
<h2 id="everything">Everything</h2>
<ul class="index">
<li><a href="/docs/api/">API reference</a>: ${catalog.operations.size} operations</li>
<li><a href="/docs/api/webhook-events">Webhook events</a>: ${catalog.events.length}</li>
<li><a href="/docs/api/lifecycles">Life cycles</a>, as diagrams and tables</li>
<li><a href="/docs/api/problems">Problems</a>, each with its remedy</li>
<li><a href="/docs/api/settings">Policy settings</a>, each with its default</li>
<li><a href="/docs/api/schemas">Schemas</a>: ${catalog.schemas.size}</li>
<li><a href="/openapi.json">openapi.json</a>, the contract itself</li>
</ul>`,
  };
}

interface Reader {
  readonly who: string;
  readonly wants: string;
  readonly links: readonly (readonly [label: string, path: string])[];
}

function readers(prose: readonly Prose[]): Reader[] {
  const standard = prose.find(({ file }) => file === 'README.md');
  const rules = prose.filter(({ file }) => file.startsWith('standard/'));
  const toRules = (...words: string[]) =>
    rules
      .filter(({ file }) => words.some((word) => file.includes(word)))
      .map(({ title, path }) => [title, path] as const);
  return [
    {
      who: 'Retailer',
      wants: 'You want to run it for your own shop.',
      links: [['Policy settings', '/docs/api/settings'], ...toRules('eligibility', 'settlement')],
    },
    {
      who: 'Integrator',
      wants: 'You call a server from a portal, a shop or an ERP.',
      links: [
        ['API reference', '/docs/api/'],
        ['Webhook events', '/docs/api/webhook-events'],
        ['Problems', '/docs/api/problems'],
      ],
    },
    {
      who: 'Vendor',
      wants: 'You implement the standard in a stack of your own.',
      links: [
        ...(standard ? [['The standard', standard.path] as const] : []),
        ['The contract', '/openapi.json'],
        ['Life cycles', '/docs/api/lifecycles'],
      ],
    },
    {
      who: 'Certifier',
      wants: 'You check that a server keeps to the standard.',
      links: [
        ['Life cycles', '/docs/api/lifecycles'],
        ['Test control', '/docs/api/test-control'],
        ...toRules('annex'),
      ],
    },
  ];
}

function card({ who, wants, links }: Reader): Markup {
  return html`<section class="card"><h2>${who}</h2><p>${wants}</p><ul>${links.map(([label, path]) => html`<li><a href="${path}">${label}</a></li>`)}</ul></section>`;
}

import type { Page } from '../html/layout.ts';
import { html, type Markup } from '../html/markup.ts';
import { codeBlock } from '../parts/code.ts';
import type { Context } from '../parts/context.ts';
import { curl } from '../parts/curl.ts';
import { type Library, requirementsPath } from '../sources/library.ts';
import { type Prose, pagesIn } from '../sources/prose.ts';
import { descriptionOf } from './prose.ts';

/** `/docs/`: what this is, and where each kind of reader begins. */
export function landingPage(context: Context, library: Library): Page {
  const first = context.catalog.operations.get('checkEligibility');
  const guides = pagesIn(library.prose, 'packages/reference/guides');
  return {
    path: '/docs/',
    title: 'Documentation',
    description: 'An open standard for sending a returned item straight to its next buyer.',
    body: html`<h1>Open Return Forwarding</h1>
<p class="lead">An open standard for sending a returned item straight to its next buyer. An eligible, like-new item goes from the returning consumer to a buyer who agreed to it, on one label, instead of back to the warehouse first. Whenever that does not work out, it goes the way it would have gone anyway.</p>
${guides.length > 0 && html`<h2 id="begin">Where to begin</h2><ul class="readers">${guides.map(reader)}</ul>`}
${everything(context, library)}
${first && html`<h2 id="first-call">A first call</h2><p>Could this item be forwarded? Nothing is stored. The answer names every criterion and what the offer would be.</p>${codeBlock('checkEligibility', curl(first, context))}`}`,
  };
}

function reader({ path, title, text }: Prose): Markup {
  return html`<li><a href="${path}"><b>${title}</b><span>${descriptionOf(text)}</span></a></li>`;
}

function everything({ catalog }: Context, library: Library): Markup {
  const chapters = pagesIn(library.prose, 'spec/standard').filter(({ number }) => number !== undefined);
  const [first] = chapters;
  return html`<h2 id="everything">Everything</h2>
<ul class="plain">
${first && html`<li><a href="${first.path}">The standard</a>, ${chapters.length} chapters and their <a href="/docs/spec/standard/">annexes</a></li>`}
${library.requirements.length > 0 && html`<li><a href="${requirementsPath}">Requirements</a>, ${library.requirements.length} sentences with an id, by role and profile</li>`}
<li><a href="/docs/api/">API reference</a>, ${catalog.operations.size} operations</li>
<li><a href="/docs/api/webhook-events">Webhook events</a>, ${catalog.events.length} types</li>
<li><a href="/docs/api/lifecycles">Life cycles</a>, as diagrams and tables</li>
<li><a href="/docs/api/problems">Problems</a>, each with its remedy</li>
<li><a href="/docs/api/settings">Policy settings</a>, each with its default</li>
<li><a href="/docs/api/schemas">Schemas</a>, ${catalog.schemas.size} of them</li>
<li><a href="/openapi.json">openapi.json</a>, the contract itself</li>
</ul>`;
}

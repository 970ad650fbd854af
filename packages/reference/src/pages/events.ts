import { type EventType, refName, schemaPath } from '../contract/catalog.ts';
import type { Schema } from '../contract/document.ts';
import { operationOf } from '../contract/operation.ts';
import type { Page } from '../html/layout.ts';
import { html, type Markup } from '../html/markup.ts';
import { codeBlock, json } from '../parts/code.ts';
import type { Context } from '../parts/context.ts';
import { typeName } from '../parts/schema-facts.ts';
import { resolved, schemaTree } from '../parts/schema-tree.ts';

/** `/docs/api/webhook-events`: what is posted to an endpoint, and each event with its payload. */
export function eventsPage(context: Context): Page {
  const { catalog, markdown } = context;
  const kinds = Map.groupBy(catalog.events, ({ type }) => type.split('.')[0] ?? '');
  const index = [...kinds].map(
    ([kind, events]) =>
      html`<li>${kind}: ${events.map(({ type }) => html`<a href="#${type}"><code>${type.slice(kind.length + 1)}</code></a> `)}</li>`,
  );
  return {
    path: '/docs/api/webhook-events',
    title: 'Webhook events',
    description: 'Every event that is posted to an endpoint, with its payload.',
    body: html`<h1>Webhook events</h1>
<p class="lead">${markdown.inline(catalog.schemas.get('Event')?.description ?? '')}</p>
<ul class="index">${index}</ul>
${delivery(context)}
${envelope(context)}
<h2 id="types">Types</h2>
${catalog.events.map((event) => eventSection(context, event))}
<h2 id="payloads">Payloads</h2>
${payloads(context)}`,
  };
}

/** How an event travels: the headers of the post, and what each answer of the receiver means. */
function delivery(context: Context): Markup | undefined {
  const { catalog, markdown } = context;
  const found = Object.values(catalog.api.webhooks ?? {})[0]?.post;
  if (found === undefined) return undefined;
  const post = operationOf(catalog.api, { path: '', method: 'post', found });
  return html`<h2 id="delivery">The post</h2>
<ul class="members">${post.parameters.map(({ name, description }) => html`<li class="member"><p class="head"><code class="name">${name}</code> <span class="type">header</span></p><p>${markdown.inline(description ?? '')}</p></li>`)}</ul>
<h3>What the receiver answers</h3>
<ul class="problems">${post.responses.map(({ status, description }) => html`<li><span class="status">${status}</span> ${markdown.inline(description)}</li>`)}</ul>`;
}

/** The members that every event has. */
function envelope(context: Context): Markup | undefined {
  const [first] = context.catalog.events;
  const schema = first && context.catalog.schemas.get(first.schemaName);
  if (schema === undefined) return undefined;
  const { data: _own, ...common } = schema.properties ?? {};
  const example = exampleEvent(context);
  return html`<h2 id="envelope">Members of every event</h2>${schemaTree(context, { ...schema, properties: { ...common, type: { type: 'string', description: 'What happened: one of the types below.' } } }, 1)}
${example !== undefined && codeBlock('An event', json(example))}`;
}

function exampleEvent({ catalog }: Context): unknown {
  const page = catalog.api.components.examples?.EventPageListing?.value;
  return typeof page === 'object' && page !== null && 'items' in page && Array.isArray(page.items)
    ? page.items[0]
    : undefined;
}

function eventSection(context: Context, { type, description, schemaName }: EventType): Markup {
  const data: Schema = context.catalog.schemas.get(schemaName)?.properties?.data ?? {};
  const name = refName(data);
  return html`<section class="event" id="${type}"><h3><a class="self" href="#${type}"><code>${type}</code></a></h3>
<p>${context.markdown.inline(description)}</p>
<p class="facts"><code>data</code> is ${name === undefined ? typeName(data) : html`<a href="#payload-${name}">${name}</a>`} · <a href="${schemaPath(schemaName)}">whole event</a></p></section>`;
}

/** What events carry as `data`, once each: several types carry the same object. */
function payloads(context: Context): Markup[] {
  const { catalog } = context;
  const names = catalog.events.flatMap(
    ({ schemaName }) => refName(catalog.schemas.get(schemaName)?.properties?.data ?? {}) ?? [],
  );
  return [...new Set(names)].map((name) => {
    const schema = { $ref: `#/components/schemas/${name}` };
    const { description = '' } = resolved(context, schema);
    return html`<section class="object" id="payload-${name}"><h3><a href="${schemaPath(name)}">${name}</a></h3><p>${context.markdown.inline(description)}</p><details><summary>Members of <code>${name}</code></summary>${schemaTree(context, schema, 1)}</details></section>`;
  });
}

import { groupPath, problemPath } from '../contract/catalog.ts';
import type { Operation } from '../contract/operation.ts';
import type { Page } from '../html/layout.ts';
import { html, type Markup } from '../html/markup.ts';
import { codeBlock, json } from '../parts/code.ts';
import type { Context } from '../parts/context.ts';
import { stackTable } from '../parts/stack-table.ts';

/** `/docs/api/`: conventions, authentication, and every operation on one page. */
export function introductionPage(context: Context): Page {
  const { catalog, markdown } = context;
  const { info } = catalog.api;
  return {
    path: '/docs/api/',
    title: 'API reference',
    description: 'Every operation of the protocol, with its conventions.',
    body: html`<h1>API reference</h1>
<p class="facts">Version ${info.version} · <a href="/openapi.json">OpenAPI 3.1 document</a></p>
<div class="prose">${markdown.block(info.description)}</div>
${authentication(context)}
${conventions(context)}
<h2 id="operations">Operations</h2>
${catalog.groups.map(
  ({ name, slug, description, operations }) =>
    html`<h3><a href="${groupPath(slug)}">${name}</a></h3><p>${markdown.inline(description)}</p>${operationList(slug, operations)}`,
)}
<p>A sandbox is moved by the operations of <a href="/docs/api/test-control">test control</a>, which no live server has.</p>`,
  };
}

/** Operations as a list of links: method, what it does, path. */
export function operationList(slug: string, operations: readonly Operation[]): Markup {
  return html`<ul class="operations">${operations.map(
    ({ id, method, path, summary }) =>
      html`<li><a href="${groupPath(slug)}#${id}"><span class="method ${method}">${method.toUpperCase()}</span> <span class="what">${summary} <code>${path}</code></span></a></li>`,
  )}</ul>`;
}

function authentication({ catalog, markdown }: Context): Markup {
  const schemes = {
    ...catalog.api.components.securitySchemes,
    ...catalog.testControl.components.securitySchemes,
  };
  const scopes = catalog.api.components.securitySchemes.bearer?.['x-orf-scopes'] ?? [];
  const rows = scopes.map((scope) => {
    const opens = catalog.groups.flatMap(({ slug, operations }) =>
      operations
        .filter((operation) => operation.scopes.includes(scope))
        .map(({ id }) => html`<a href="${groupPath(slug)}#${id}"><code>${id}</code></a> `),
    );
    const identifiers = 'shows external ids and party references in events, beside `events:read`';
    return [html`<code>${scope}</code>`, opens.length > 0 ? opens : markdown.inline(identifiers)];
  });
  return html`<h2 id="authentication">Authentication and scopes</h2>
<p>Every call but the public ones carries <code>Authorization: Bearer …</code>.</p>
${schemeList(Object.entries(schemes).map(([name, { description }]) => [name, markdown.inline(description)]))}
<details><summary>What each scope opens</summary>${stackTable(['Scope', 'Opens'], rows)}</details>`;
}

function schemeList(schemes: readonly (readonly [string, Markup])[]): Markup {
  return html`<dl>${schemes.map(([name, text]) => html`<dt><code>${name}</code></dt><dd>${text}</dd>`)}</dl>`;
}

/** The conventions in the contract's own words: what it says of the parameters and headers that carry them. */
function conventions(context: Context): Markup {
  const { catalog, markdown } = context;
  const { parameters = {}, headers = {}, schemas, responses = {} } = catalog.api.components;
  const said = (entry: { description?: string } | undefined) =>
    html`<p>${markdown.inline(entry?.description ?? '')}</p>`;
  const conflict = responses.Conflict?.content?.['application/problem+json']?.example;
  return html`<h2 id="idempotency">Idempotency</h2>${said(parameters.IdempotencyKey)}
<h2 id="editing">Editing without losing changes</h2>${said(headers.ETag)}${said(parameters.IfMatch)}
<h2 id="pagination">Pagination</h2>${said(parameters.Limit)}${said(parameters.Cursor)}
<h2 id="errors">Errors</h2>${said(schemas.Problem)}
<p>Every code has a page, such as <a href="${problemPath('illegal_transition')}">illegal_transition</a>; <a href="/docs/api/problems">all of them</a>.</p>
${conflict !== undefined && codeBlock('application/problem+json', json(conflict))}
<h2 id="limits">Rate limits and support</h2>${said(headers.RateLimitPolicy)}${said(headers.RetryAfter)}${said(headers.OrfRequestId)}
<h2 id="headers">Headers of answers</h2>${headerList(context)}
<h2 id="versions">Versions</h2>${said(parameters.OrfVersion)}`;
}

/** Every header that an answer may carry, once each. */
function headerList({ catalog, markdown }: Context): Markup {
  const all = [...catalog.operations.values()].flatMap(({ responses }) =>
    responses.flatMap((one) => one.headers),
  );
  const headers = [...new Map(all.map((header) => [header.name, header])).values()];
  return html`<dl>${headers.map(({ name, description = '' }) => html`<dt id="header-${name}"><code>${name}</code></dt><dd>${markdown.inline(description)}</dd>`)}</dl>`;
}

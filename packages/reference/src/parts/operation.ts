import { problems } from '@open-return-forwarding/protocol';
import { problemPath, refName, schemaPath } from '../contract/catalog.ts';
import type { ParameterObject, Schema } from '../contract/document.ts';
import type { Body, Operation, Response } from '../contract/operation.ts';
import { html, type Markup } from '../html/markup.ts';
import { codeBlock, json } from './code.ts';
import type { Context } from './context.ts';
import { curl } from './curl.ts';
import { factLine, firstSentence, typeName } from './schema-facts.ts';
import { enumValues, resolved, schemaTree } from './schema-tree.ts';

/** How deep a request opens in place: every request of the contract whole. */
const requestDepth = 6;
/** An answer opens further on its schema's own page. */
const answerDepth = 1;

/** One operation: what it does and takes on one side, commands and examples on the other. */
export function operationSection(context: Context, operation: Operation): Markup {
  const { id, summary, description, method, path } = operation;
  return html`<section class="operation" id="${id}" aria-labelledby="${id}-title">
<div class="about">
<h2 id="${id}-title"><a class="self" href="#${id}">${summary}</a></h2>
<p class="endpoint"><span class="method ${method}">${method.toUpperCase()}</span> <code>${breakable(path)}</code></p>
<p class="tags"><code>${id}</code>${access(operation)}</p>
<div class="prose">${context.markdown.block(description)}</div>
${parameterList(context, operation.parameters)}
${operation.request && requestPart(context, operation.request)}
${responsePart(context, operation)}
${problemPart(operation)}
${requirementPart(context, operation)}
</div>
<div class="samples">
${codeBlock('curl', curl(operation, context))}
${operation.responses.filter(isSuccess).map(({ status, bodies }) => bodies.map((body) => examples(body, status)))}
</div>
</section>
`;
}

/** A path that may be broken after each slash, so that a phone shows all of it. */
export function breakable(path: string): Content {
  return path.split(/(?<=\/)/).map((part, index) => (index === 0 ? part : html`<wbr>${part}`));
}
type Content = (string | Markup)[];

function access({ security, scopes, profile }: Operation): Markup {
  const who =
    security === undefined
      ? html`<span class="tag">public</span>`
      : security === 'bearer'
        ? scopes.map((scope) => html`<span class="tag">scope <code>${scope}</code></span>`)
        : html`<span class="tag">${security === 'ratingToken' ? 'rating token' : 'test control secret'}</span>`;
  return html`${who}${profile && html`<span class="tag">profile <code>${profile}</code></span>`}`;
}

/** Parameters that mean the same everywhere: the introduction says it at length. */
const explained: Readonly<Record<string, string>> = {
  'Idempotency-Key': 'idempotency',
  'If-Match': 'editing',
  'ORF-Version': 'versions',
  limit: 'pagination',
  cursor: 'pagination',
};

function parameterList(context: Context, parameters: readonly ParameterObject[]): Markup | undefined {
  if (parameters.length === 0) return undefined;
  const rows = parameters.map(({ name, in: place, required, description = '', schema }) => {
    const whole = resolved(context, schema);
    const chapter = explained[name];
    const says = context.markdown.inline(chapter ? firstSentence(description) : description);
    return html`<li class="member"><p class="head"><code class="name">${name}</code> <span class="type">${place} · ${typeName(schema)}</span>${required && html` <span class="required">required</span>`}</p><p>${says}${chapter && html` <a href="/docs/api/#${chapter}">More</a>`}</p>${factLine(whole)}${enumValues(whole)}</li>`;
  });
  return html`<h3>Parameters</h3><ul class="members">${rows}</ul>`;
}

function requestPart(context: Context, request: Body): Markup {
  const { schema = {}, mediaType } = request;
  return html`<h3>Request body</h3><p class="facts">${typeName(schema)} as <code>${mediaType}</code></p>${schemaTree(context, schema, requestDepth)}`;
}

const isSuccess = ({ status }: Response) => status.startsWith('2');

function responsePart(context: Context, operation: Operation): Markup {
  const shown = operation.responses.filter(isSuccess).map((response) => answer(context, response));
  return html`<h3>Answers</h3>${shown}`;
}

function answer(context: Context, { status, description, headers, bodies }: Response): Markup {
  return html`<p><span class="status">${status}</span> ${context.markdown.inline(description)}</p>
${bodies.map(({ schema = {}, mediaType }) => html`<p class="facts">${bodyName(schema)} as <code>${mediaType}</code></p>`)}
${headers.length > 0 && html`<p class="facts">Headers ${headers.map(({ name }) => html`<a href="/docs/api/#header-${name}"><code>${name}</code></a> `)}</p>`}`;
}

/** The object below on the same page, if the body is one. */
function bodyName(schema: Schema): Markup {
  const name = refName(schema);
  return name === undefined ? typeName(schema) : html`<a href="#object-${name}">${name}</a>`;
}

/** Every object that the operations answer, once each. */
export function answeredObjects(context: Context, operations: readonly Operation[]): Markup | undefined {
  const bodies = operations.flatMap(({ responses }) =>
    responses.filter(isSuccess).flatMap((one) => one.bodies),
  );
  const names = new Set(bodies.flatMap(({ schema }) => refName(schema ?? {}) ?? []));
  if (names.size === 0) return undefined;
  const sections = [...names].map((name) => {
    const schema = { $ref: `#/components/schemas/${name}` };
    const { description = '' } = resolved(context, schema);
    return html`<section class="object" id="object-${name}"><h3><a href="${schemaPath(name)}">${name}</a></h3><p>${context.markdown.inline(description)}</p>${schemaTree(context, schema, answerDepth)}</section>`;
  });
  return html`<h2 id="objects">Objects</h2>${sections}`;
}

/** Its own problems by code; those that any operation may answer by their status. */
function problemPart({ problems: own, responses }: Operation): Markup {
  const register: Readonly<Record<string, { status: number; title: string }>> = problems;
  const rows = own.map((code) => {
    const entry = register[code];
    return html`<li><a href="${problemPath(code)}"><span class="status">${entry?.status}</span> <code>${code}</code></a> ${entry?.title}</li>`;
  });
  const statuses = responses.filter((response) => !isSuccess(response));
  return html`<h3>Problems</h3>${rows.length > 0 && html`<ul class="problems">${rows}</ul>`}
<p class="statuses">${statuses.map(({ status }) => html`<a class="status" href="/docs/api/problems#status-${status}">${status}</a> `)}</p>`;
}

/** The sentences of the standard that it has to meet. */
function requirementPart({ markdown }: Context, { requirements }: Operation): Markup | false {
  return (
    requirements.length > 0 &&
    html`<p class="facts">Requirements ${markdown.inline(requirements.join(' '))}</p>`
  );
}

function examples({ examples: all }: Body, status: string): Markup[] {
  return all.map(({ summary, value }) => codeBlock(`${status} · ${summary}`, json(value)));
}

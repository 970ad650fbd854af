import { type Group, groupPath } from '../contract/catalog.ts';
import { cycles } from '../diagram/cycle.ts';
import type { Page } from '../html/layout.ts';
import { html } from '../html/markup.ts';
import type { Context } from '../parts/context.ts';
import { answeredObjects, operationSection } from '../parts/operation.ts';
import { operationList } from './introduction.ts';

/** `/docs/api/return`: the operations of one resource. */
export function groupPage(context: Context, { name, slug, description, operations }: Group): Page {
  const cycle = cycles().find((one) => one.name === slug);
  return {
    path: groupPath(slug),
    title: name,
    description,
    body: html`<h1>${name}</h1>
<p class="lead">${context.markdown.inline(description)}</p>
${cycle && html`<p><a href="/docs/api/lifecycles#${cycle.name}">Its life cycle</a></p>`}
${slug === 'webhook' && html`<p><a href="/docs/api/webhook-events">What is posted: every event with its payload</a></p>`}
${operationList(slug, operations)}
${operations.map((operation) => operationSection(context, operation))}
${answeredObjects(context, operations)}`,
  };
}

/** `/docs/api/test-control`: the second document, which only a sandbox serves. */
export function testControlPage(context: Context): Page {
  const { catalog, markdown } = context;
  const { info } = catalog.testControl;
  const operations = catalog.controlGroups.flatMap((group) => group.operations);
  const path = '/docs/api/test-control';
  return {
    path,
    title: 'Test control',
    description: 'Clock, carrier and situations of a sandbox.',
    body: html`<h1>Test control</h1>
<p class="facts">Version ${info.version} · <a href="/docs/test-control.openapi.json">OpenAPI 3.1 document</a></p>
<div class="prose">${markdown.block(info.description)}</div>
${operationList('test-control', operations)}
${operations.map((operation) => operationSection(context, operation))}
${answeredObjects(context, operations)}`,
  };
}

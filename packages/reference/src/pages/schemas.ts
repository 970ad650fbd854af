import { groupPath, schemaPath } from '../contract/catalog.ts';
import type { Schema } from '../contract/document.ts';
import type { Page } from '../html/layout.ts';
import { html, type Markup } from '../html/markup.ts';
import { codeBlock, json } from '../parts/code.ts';
import type { Context } from '../parts/context.ts';
import { constraints, firstSentence, typeName } from '../parts/schema-facts.ts';
import { enumValues, schemaTree } from '../parts/schema-tree.ts';

/** How many levels open in place on a schema's own page. */
const depth = 3;

/** `/docs/api/schemas`: every schema with its first sentence. */
export function schemasPage({ catalog, markdown }: Context): Page {
  const rows = [...catalog.schemas].map(
    ([name, { description = '' }]) =>
      html`<li><a href="${schemaPath(name)}"><code>${name}</code></a> ${markdown.inline(firstSentence(description))}</li>`,
  );
  return {
    path: '/docs/api/schemas',
    title: 'Schemas',
    description: 'Every schema of the contract.',
    body: html`<h1>Schemas</h1><p class="lead">${catalog.schemas.size} of them, each with a page of its own.</p><ul class="schemas">${rows}</ul>`,
  };
}

/** `/docs/api/schemas/Return`: one schema, its members and who uses it. */
export function schemaPage(context: Context, name: string, schema: Schema): Page {
  const { description = '', examples = [], oneOf = [] } = schema;
  const facts = constraints(schema);
  return {
    path: schemaPath(name),
    title: name,
    description: firstSentence(description),
    body: html`<p class="crumb"><a href="/docs/api/schemas">Schemas</a></p><h1>${name}</h1>
<div class="prose">${context.markdown.block(description)}</div>
<p class="facts">${typeName(schema)}${facts.map((fact) => [' · ', fact])}</p>
${enumValues(schema)}
${oneOf.length > 0 && html`<p>One of these:</p><ul>${oneOf.map((branch) => html`<li>${typeName(branch)}</li>`)}</ul>`}
${schemaTree(context, schema, depth)}
${openness(schema)}
${examples.map((example) => codeBlock('Example', json(example)))}
${usage(context, name)}`,
  };
}

/** Whether other members may come along. */
function openness({ type, properties, additionalProperties, patternProperties }: Schema): Markup | undefined {
  if (type !== 'object' || properties === undefined) return undefined;
  if (additionalProperties !== false)
    return html`<p class="facts">Open: ignore members that you do not know.</p>`;
  return patternProperties === undefined
    ? html`<p class="facts">Closed: no other member is allowed.</p>`
    : html`<p class="facts">Closed: no other member is allowed, but those that begin with <code>x_</code>.</p>`;
}

function usage({ catalog }: Context, name: string): Markup | undefined {
  const used = catalog.usage.get(name);
  if (used === undefined) return undefined;
  const operations = [...catalog.groups, ...catalog.controlGroups].flatMap(({ slug, operations: all }) =>
    all
      .filter(({ id }) => used.operations.has(id))
      .map(({ id }) => html`<a href="${groupPath(slug)}#${id}"><code>${id}</code></a> `),
  );
  const schemas = [...used.schemas].map(
    (owner) => html`<a href="${schemaPath(owner)}"><code>${owner}</code></a> `,
  );
  return html`<h2>Used by</h2>${operations.length > 0 && html`<p>${operations}</p>`}${schemas.length > 0 && html`<p>${schemas}</p>`}`;
}

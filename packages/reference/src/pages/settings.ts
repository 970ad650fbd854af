import { defaultPolicySettings } from '@open-return-forwarding/protocol';
import { refName } from '../contract/catalog.ts';
import type { Schema } from '../contract/document.ts';
import type { Page } from '../html/layout.ts';
import { type Content, html, type Markup } from '../html/markup.ts';
import { codeBlock, json } from '../parts/code.ts';
import type { Context } from '../parts/context.ts';
import { constraints, typeName } from '../parts/schema-facts.ts';
import { enumValues, resolved } from '../parts/schema-tree.ts';
import { stackTable } from '../parts/stack-table.ts';

/** `/docs/api/settings`: everything that an operator decides, with what a new server starts with. */
export function settingsPage(context: Context): Page {
  const settings = context.catalog.schemas.get('PolicySettings') ?? {};
  const sections = Object.entries(settings.properties ?? {});
  return {
    path: '/docs/api/settings',
    title: 'Policy settings',
    description: 'Everything that the operator decides, with its default.',
    body: html`<h1>Policy settings</h1>
<p class="lead">${context.markdown.inline(settings.description ?? '')} Beside each setting stands what a new server starts with.</p>
<ul class="index"><li>${sections.map(([name]) => html`<a href="#${name}"><code>${name}</code></a> `)}</li></ul>
${sections.map(([name, schema]) => section(context, name, schema))}
${codeBlock('The policy that a new server starts with', json(defaultPolicySettings))}`,
  };
}

function section(context: Context, name: string, schema: Schema): Markup {
  const whole = resolved(context, schema);
  const value = member(defaultPolicySettings, name);
  const rows = whole.properties
    ? settingRows(context, { path: [name], schema: whole, value })
    : [row(context, { path: [name], schema, value })];
  return html`<section id="${name}"><h2><a class="self" href="#${name}"><code>${name}</code></a></h2>${whole.properties && whole.description && html`<p>${context.markdown.inline(whole.description)}</p>`}
${stackTable(['Setting', 'Default', 'Meaning'], rows)}</section>`;
}

interface Setting {
  readonly path: readonly string[];
  readonly schema: Schema;
  readonly value: unknown;
}

/** One row a setting, objects opened. */
function settingRows(context: Context, { path, schema, value }: Setting): Content[][] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => {
    const setting = { path: [...path, name], schema: inner, value: member(value, name) };
    const whole = resolved(context, inner);
    if (whole.properties && refName(inner) !== 'Money')
      return settingRows(context, { ...setting, schema: whole });
    return [row(context, setting)];
  });
}

function row(context: Context, { path, schema, value }: Setting): Content[] {
  const whole = resolved(context, schema);
  const facts = constraints(whole);
  return [
    html`<code>${path.flatMap((part, index) => (index === 0 ? [part] : [html`.<wbr>`, part]))}</code>`,
    shown(value),
    html`${whole.description && context.markdown.inline(whole.description)}<br><small>${typeName(schema)}${facts.map((fact) => [' · ', fact])}</small>${enumValues(whole)}`,
  ];
}

/** Lists and maps are in the whole policy below; a row only says how much there is. */
function shown(value: unknown): Markup | undefined {
  if (value === undefined) return undefined;
  const text = JSON.stringify(value);
  if (text.length <= 40) return html`<code>${text}</code>`;
  return html`${Array.isArray(value) ? value.length : Object.keys(Object(value)).length} entries`;
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

import { refName } from '../contract/catalog.ts';
import type { Schema } from '../contract/document.ts';
import { html, type Markup } from '../html/markup.ts';
import type { Context } from './context.ts';
import { factLine, typeName } from './schema-facts.ts';

/** How far a tree goes: how many more levels open, and which schemas stand above. */
interface Reach {
  readonly depth: number;
  readonly above: readonly string[];
}

/** On every page there would be one more tree of it; it is explained once, on a page of its own. */
const known = new Set(['Money']);

/** The members of an object as a list that opens level by level, `depth` levels at most. */
export function schemaTree(context: Context, schema: Schema, depth: number): Markup | undefined {
  const name = refName(schema);
  return membersOf(context, resolved(context, schema), { depth, above: name === undefined ? [] : [name] });
}

/** The values of an enumeration, or nothing. */
export function enumValues(schema: Schema): Markup | undefined {
  if (schema.enum === undefined) return undefined;
  return html`<p class="values"><span>One of</span> ${schema.enum.map((value) => html`<code>${String(value)}</code> `)}</p>`;
}

/** A schema with its reference followed; what stands beside the reference wins. */
export function resolved({ catalog }: Context, schema: Schema): Schema {
  const name = refName(schema);
  if (name === undefined) return schema;
  const { $ref: _followed, ...beside } = schema;
  return { ...catalog.schemas.get(name), ...beside };
}

function membersOf(context: Context, schema: Schema, reach: Reach): Markup | undefined {
  const members = Object.entries(schema.properties ?? {});
  if (members.length === 0) return undefined;
  const required = new Set(schema.required);
  const rows = members.map(([name, member]) =>
    memberRow(context, { name, member, required: required.has(name) }, reach),
  );
  return html`<ul class="members">${rows}</ul>`;
}

interface Member {
  readonly name: string;
  readonly member: Schema;
  readonly required: boolean;
}

function memberRow(context: Context, { name, member, required }: Member, reach: Reach): Markup {
  const schema = resolved(context, member);
  return html`<li class="member"><p class="head"><code class="name">${name}</code> <span class="type">${typeName(member)}</span>${required && html` <span class="required">required</span>`}</p>${
    schema.description && html`<p>${context.markdown.inline(schema.description)}</p>`
  }${factLine(schema)}${enumValues(schema)}${within(context, { name, member }, reach)}</li>`;
}

/** What is inside a member, closed at first: an object's members, or those of a list's items or a map's values. */
function within(
  context: Context,
  { name, member }: Omit<Member, 'required'>,
  reach: Reach,
): Markup | undefined {
  const schema = resolved(context, member);
  const inner =
    schema.items ??
    (typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined);
  const target = inner ?? member;
  const ref = refName(target);
  if (ref !== undefined && (known.has(ref) || reach.above.includes(ref))) return undefined;
  const above = ref === undefined ? reach.above : [...reach.above, ref];
  if (inner?.enum || (inner && resolved(context, inner).enum)) return enumValues(resolved(context, inner));
  if (reach.depth === 0) return undefined;
  const content = membersOf(context, resolved(context, target), { depth: reach.depth - 1, above });
  return content && html`<details><summary>Members of <code>${name}</code></summary>${content}</details>`;
}

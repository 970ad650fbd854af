import { refName, schemaPath } from '../contract/catalog.ts';
import type { Schema } from '../contract/document.ts';
import { html, type Markup } from '../html/markup.ts';

/** What a value is, in a few words: `text`, `list of Product`, `map of Fit`; a named schema leads to its page. */
export function typeName(schema: Schema): Markup {
  const name = refName(schema);
  if (name !== undefined) return html`<a href="${schemaPath(name)}">${name}</a>`;
  if (schema.items) return html`list of ${typeName(schema.items)}`;
  if (typeof schema.additionalProperties === 'object')
    return html`map of ${typeName(schema.additionalProperties)}`;
  if (schema.const !== undefined) return html`always <code>${String(schema.const)}</code>`;
  const types = [schema.type ?? (schema.enum ? 'string' : 'any')].flat();
  return html`${types.map((type) => plain(type, schema)).join(' or ')}`;
}

function plain(type: string, { format }: Schema): string {
  return format === undefined ? type : `${type}, ${format}`;
}

/** Every constraint beside the type, each a short phrase. */
export function constraints(schema: Schema): Markup[] {
  return [
    ...phrase(range(schema)),
    ...phrase(count('characters', schema.minLength, schema.maxLength)),
    ...phrase(count('items', schema.minItems, schema.maxItems)),
    ...(schema.uniqueItems ? [html`no item twice`] : []),
    ...(schema.pattern === undefined ? [] : [html`matches <code>${schema.pattern}</code>`]),
    ...(schema.default === undefined ? [] : [html`default <code>${JSON.stringify(schema.default)}</code>`]),
    ...(schema['x-orf-privacy'] === 'personal' ? [html`personal: sealed at rest, never in events`] : []),
    ...(schema['x-orf-privacy'] === 'identifier'
      ? [html`in events only with the scope <code>identifiers</code>`]
      : []),
  ];
}

/** The constraints of a schema on one line, or nothing. */
export function factLine(schema: Schema): Markup | undefined {
  const facts = constraints(schema);
  if (facts.length === 0) return undefined;
  return html`<p class="facts">${facts.map((fact, index) => [index > 0 && ' · ', fact])}</p>`;
}

/** Up to the first full stop that ends a sentence. */
export function firstSentence(text: string): string {
  return /^[\s\S]*?[.!?](?=\s|$)/.exec(text)?.[0] ?? text;
}

const phrase = (text: string | undefined): Markup[] => (text === undefined ? [] : [html`${text}`]);

function range({ minimum, maximum, exclusiveMinimum }: Schema): string | undefined {
  if (exclusiveMinimum !== undefined) return `more than ${exclusiveMinimum}`;
  if (minimum !== undefined && maximum !== undefined) return `${minimum} to ${maximum}`;
  if (minimum !== undefined) return `${minimum} or more`;
  return maximum === undefined ? undefined : `at most ${maximum}`;
}

function count(what: string, least: number | undefined, most: number | undefined): string | undefined {
  if (least !== undefined && most !== undefined)
    return least === most ? `${most} ${what}` : `${least} to ${most} ${what}`;
  if (least !== undefined) return `at least ${least} ${what}`;
  return most === undefined ? undefined : `at most ${most} ${what}`;
}

import type { Schemas } from '../standard/examples.ts';
import { abridge } from './abridge.ts';
import type { Body, Exchange, Scene } from './record.ts';
import { steady } from './steady.ts';

/** The scenes as Markdown, the same for every run. */
export function render(scenes: readonly Scene[], schemas: Schemas): string {
  const parts = scenes.map((scene, index) => renderScene(scene, index + 1, schemas));
  return steady(['', ...parts.flat()].join('\n'));
}

function renderScene(
  { title, text, exchanges, webhooks, shows }: Scene,
  number: number,
  schemas: Schemas,
): string[] {
  const types = webhooks.map(({ request }) => typeOf(request));
  const shown = webhooks.find(({ request }) => typeOf(request) === shows);
  if (shows !== undefined && shown === undefined) throw new Error(`scene ${number} posted no ${shows}`);
  return [
    `## ${number}. ${title}`,
    '',
    text,
    '',
    ...exchanges.flatMap(({ request, answer }) => [
      ...message(request.head, request.body),
      ...message(answer.head, answer.body && abridged(answer.body, schemas)),
    ]),
    ...(types.length === 0 ? [] : [posted(types, shows), '']),
    ...(shown === undefined ? [] : message(shown.request.head, abridged(shown.request.body, schemas))),
  ];
}

function typeOf({ body }: Exchange['request']): string {
  return (body?.value as { readonly type?: string } | undefined)?.type ?? '';
}

function posted(types: readonly string[], shows: string | undefined): string {
  const list = types.map((type) => `\`${type}\``).join(', ');
  const rest = shows === undefined ? '' : types.length === 1 ? ' It reads:' : ` \`${shows}\` reads:`;
  return `Posted to the endpoint: ${list}.${rest}`;
}

function abridged(body: Body | undefined, schemas: Schemas): Body | undefined {
  return body && { schema: body.schema, value: abridge(body, schemas) };
}

/** What was asked is shown as it is; of what was answered, what the story needs. */
function message(head: readonly string[], body: Body | undefined): string[] {
  const shown =
    body === undefined ? [] : [`\`\`\`json schema=${body.schema}`, compact(body.value), '```', ''];
  return ['```http', ...head, '```', '', ...shown];
}

/** JSON with what is short on one line. */
function compact(value: unknown, indent = ''): string {
  const flat = JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ');
  if (typeof value !== 'object' || value === null || flat.length + indent.length <= 96) return flat;
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    return `[\n${value.map((item) => inner + compact(item, inner)).join(',\n')}\n${indent}]`;
  }
  const members = Object.entries(value).map(
    ([name, each]) => `${inner}${JSON.stringify(name)}: ${compact(each, inner)}`,
  );
  return `{\n${members.join(',\n')}\n${indent}}`;
}

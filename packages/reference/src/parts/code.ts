import { escaped, html, Markup, trusted } from '../html/markup.ts';

/** A block of code under its caption; the script adds a button that copies it. */
export function codeBlock(caption: Markup | string, code: Markup | string): Markup {
  const label = caption instanceof Markup ? trusted(caption.text.replaceAll(/<[^>]*>/g, '')) : caption;
  return html`<figure class="code"><figcaption>${caption}</figcaption><pre tabindex="0" role="region" aria-label="${label}"><code>${code}</code></pre></figure>`;
}

/** A value as indented JSON, its parts marked for the style sheet. */
export function json(value: unknown): Markup {
  return jsonText(JSON.stringify(value, null, 2));
}

/** JSON as it was written, or what leaves parts of it out, marked in the same way. */
function jsonText(text: string): Markup {
  const token = /("(?:[^"\\\n]|\\.)*")(\s*:)?|\b(true|false|null)\b|-?\b\d+(?:\.\d+)?(?:e[+-]?\d+)?\b/gi;
  let written = '';
  let end = 0;
  for (const match of text.matchAll(token)) {
    const [whole, string, colon] = match;
    written += escaped(text.slice(end, match.index));
    if (string === undefined) written += `<i class="v">${whole}</i>`;
    else written += `<i class="${colon === undefined ? 's' : 'k'}">${escaped(string)}</i>${colon ?? ''}`;
    end = match.index + whole.length;
  }
  return trusted(written + escaped(text.slice(end)));
}

const languages: Readonly<Record<string, string>> = {
  csv: 'CSV',
  http: 'HTTP',
  json: 'JSON',
  jsonc: 'JSON',
  py: 'Python',
  python: 'Python',
  sh: 'Shell',
  bash: 'Shell',
  ts: 'TypeScript',
  yaml: 'YAML',
};

/**
 * A block of code of a page of prose. `info` is what stands behind its fence: `json schema=Return` leads to the schema
 * that the block is an example of.
 */
export function codeFigure(
  text: string,
  info: string,
  schemaPath: (name: string) => string | undefined,
): Markup {
  const [language = ''] = info.split(/\s+/);
  const name = languages[language] ?? 'Text';
  const [, schema] = /\bschema[=:]([A-Za-z0-9]+)/.exec(info) ?? [];
  const to = schema && schemaPath(schema);
  const caption = schema ? html`${to ? html`<a href="${to}">${schema}</a>` : schema} · ${name}` : name;
  return codeBlock(caption, name === 'JSON' ? jsonText(text) : text);
}

import { escaped, html, type Markup, trusted } from '../html/markup.ts';

/** A block of code under its caption; the script adds a button that copies it. */
export function codeBlock(caption: string, code: Markup | string): Markup {
  return html`<figure class="code"><figcaption>${caption}</figcaption><pre tabindex="0" role="region" aria-label="${caption}"><code>${code}</code></pre></figure>`;
}

/** A value as indented JSON, its parts marked for the style sheet. */
export function json(value: unknown): Markup {
  const token = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null)\b|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi;
  const text = JSON.stringify(value, null, 2);
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

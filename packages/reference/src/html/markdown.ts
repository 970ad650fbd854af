import { Marked, type Tokens } from 'marked';
import { escaped, type Markup, trusted } from './markup.ts';

/** Where things are: words that stand alone as code, and links relative to the file that holds them. */
export interface Destinations {
  word(code: string): string | undefined;
  /** A page of ours, or undefined where none shows what is linked. */
  link(target: string): string | undefined;
}

export interface Markdown {
  /** Paragraphs, lists, tables, headings. */
  block(text: string): Markup;
  /** One line, without a paragraph around it. */
  inline(text: string): Markup;
}

/**
 * Renders Markdown into HTML that can do nothing: HTML within it is shown as text, images are named, and a link leads
 * to a page of ours or is left as its words.
 */
export function markdownFor(destinations: Destinations): Markdown {
  const marked = new Marked({
    gfm: true,
    renderer: {
      html: ({ text }) => escaped(text),
      image: ({ text }) => escaped(text),
      codespan: ({ text }) => codeWord(text, destinations.word(text)),
      code: ({ text }) => `<pre tabindex="0"><code>${escaped(text)}</code></pre>\n`,
      link({ href, tokens }: Tokens.Link) {
        const words = this.parser.parseInline(tokens);
        const to = destinations.link(href);
        // A word that leads somewhere by itself would be a link within a link.
        return to === undefined
          ? words
          : `<a href="${escaped(to)}">${words.replaceAll(/<\/?a\b[^>]*>/g, '')}</a>`;
      },
      heading({ depth, text, tokens }: Tokens.Heading) {
        return `<h${depth} id="${slug(text)}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      table(token: Tokens.Table) {
        const row = (cells: Tokens.TableCell[], tag: 'th' | 'td') =>
          `<tr>${cells.map((cell) => `<${tag}>${this.parser.parseInline(cell.tokens)}</${tag}>`).join('')}</tr>`;
        const body = token.rows.map((cells) => row(cells, 'td')).join('\n');
        return `<div class="wide" tabindex="0" role="region" aria-label="Table"><table><thead>${row(token.header, 'th')}</thead><tbody>${body}</tbody></table></div>\n`;
      },
    },
  });
  return {
    block: (text) => trusted(marked.parse(text, { async: false })),
    inline: (text) => trusted(marked.parseInline(text, { async: false })),
  };
}

/** The fragment of a heading: `Who is a candidate` becomes `who-is-a-candidate`. */
export function slug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replaceAll(/\s+/g, '-');
}

function codeWord(text: string, to: string | undefined): string {
  const code = `<code>${escaped(text)}</code>`;
  return to === undefined ? code : `<a href="${escaped(to)}">${code}</a>`;
}

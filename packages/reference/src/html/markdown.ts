import { Marked, type RendererObject, type Tokens } from 'marked';
import { codeFigure } from '../parts/code.ts';
import { keyword, references } from './marks.ts';
import { escaped, type Markup, trusted } from './markup.ts';
import { slugs } from './slug.ts';
import { annotate, plainText } from './tokens.ts';

/** Where things are: words that stand alone as code, and links relative to the file that holds them. */
export interface Destinations {
  word(code: string): string | undefined;
  /** A page of ours, another site's address, or undefined where the words stay words. */
  link(target: string): string | undefined;
  /** Where a requirement is stated: `#ORF-RET-007` on the page that states it. */
  requirement?(id: string): string | undefined;
  /** Where a schema is that a block of code names; without this, where its name leads as a word. */
  schema?(name: string): string | undefined;
  /** The picture of a Mermaid diagram. */
  diagram?(source: string): Markup;
}

export interface Heading {
  readonly depth: number;
  readonly text: string;
  readonly id: string;
}

/** A whole page, and what is on it. */
export interface Rendered {
  readonly markup: Markup;
  readonly headings: readonly Heading[];
}

export interface Markdown {
  page(text: string): Rendered;
  /** Paragraphs, lists, tables, headings. */
  block(text: string): Markup;
  /** One line, without a paragraph around it. */
  inline(text: string): Markup;
}

/** What is known while one text is rendered: fragments and anchors that it has so far. */
interface State {
  readonly fragment: (heading: string) => string;
  readonly headings: Heading[];
  readonly stated: Set<string>;
}

/**
 * Renders Markdown into HTML that can do nothing: HTML within it is shown as text, comments are left out, images are
 * named, and a link leads to a page of ours, to another site by https, or is left as its words.
 */
export function markdownFor(destinations: Destinations): Markdown {
  let state = fresh();
  const marked = new Marked({
    gfm: true,
    renderer: { ...inlineParts(destinations), ...blockParts(destinations, () => state) },
    extensions: [keyword, references((id) => requirementLink(destinations, state, id))],
    hooks: { processAllTokens: annotate },
  });
  const page = (text: string): Rendered => {
    state = fresh();
    return { markup: trusted(marked.parse(text, { async: false })), headings: state.headings };
  };
  return {
    page,
    block: (text) => page(text).markup,
    inline: (text) => {
      state = fresh();
      return trusted(marked.parseInline(text, { async: false }));
    },
  };
}

const fresh = (): State => ({ fragment: slugs(), headings: [], stated: new Set() });

function inlineParts(destinations: Destinations): RendererObject {
  return {
    html: ({ text }) => (/^\s*<!--[\s\S]*-->\s*$/.test(text) ? '' : escaped(text)),
    image: ({ text }) => escaped(text),
    // A list to be ticked off, on paper perhaps: nothing here keeps a tick.
    checkbox: ({ checked }) => `<span class="box">${checked ? '☑' : '☐'}</span> `,
    codespan: ({ text }) => codeWord(text, destinations.word(text)),
    link({ href, tokens }: Tokens.Link) {
      const words = this.parser.parseInline(tokens);
      const to = destinations.link(href);
      if (to === undefined) return words;
      const outside = /^https:/.test(to) ? ' rel="external noreferrer"' : '';
      // A word that leads somewhere by itself would be a link within a link.
      return `<a href="${escaped(to)}"${outside}>${words.replaceAll(/<\/?a\b[^>]*>/g, '')}</a>`;
    },
  };
}

function blockParts(destinations: Destinations, state: () => State): RendererObject {
  return {
    code: ({ text, lang = '' }) => {
      if (lang === 'mermaid' && destinations.diagram) return destinations.diagram(text).text;
      return codeFigure(text, lang, (name) => (destinations.schema ?? destinations.word)(name)).text;
    },
    heading({ depth, text, tokens }: Tokens.Heading) {
      const id = state().fragment(text);
      state().headings.push({ depth, text: plainText(tokens), id });
      const words = this.parser.parseInline(tokens);
      const self =
        depth === 1 ? '' : ` <a class="here" href="#${escaped(id)}" aria-label="Link to this section">#</a>`;
      return `<h${depth} id="${escaped(id)}">${words}${self}</h${depth}>\n`;
    },
    table(token: Tokens.Table) {
      const row = (cells: Tokens.TableCell[], tag: 'th' | 'td') =>
        `<tr>${cells.map((cell) => `<${tag}>${this.parser.parseInline(cell.tokens)}</${tag}>`).join('')}</tr>`;
      const body = token.rows.map((cells) => row(cells, 'td')).join('\n');
      return `<div class="wide" tabindex="0" role="region" aria-label="Table"><table><thead>${row(token.header, 'th')}</thead><tbody>${body}</tbody></table></div>\n`;
    },
  };
}

/** The sentence's own anchor where it is stated for the first time on its page; elsewhere a link to it. */
function requirementLink(destinations: Destinations, { stated }: State, id: string): string {
  const to = destinations.requirement?.(id);
  if (to === undefined) return escaped(id);
  const anchor = to === `#${id}` && !stated.has(id) ? ` id="${id}"` : '';
  stated.add(id);
  return `<a class="req"${anchor} href="${escaped(to)}">${id}</a>`;
}

function codeWord(text: string, to: string | undefined): string {
  const code = `<code>${escaped(text)}</code>`;
  return to === undefined ? code : `<a href="${escaped(to)}">${code}</a>`;
}

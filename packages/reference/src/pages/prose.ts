import { diagramOf } from '../diagram/mermaid.ts';
import type { Page } from '../html/layout.ts';
import { type Destinations, type Heading, markdownFor } from '../html/markdown.ts';
import { html, type Markup, trusted } from '../html/markup.ts';
import { hasRegister, type Library, linkFrom, requirementsPath } from '../sources/library.ts';
import { type Prose, pagesIn } from '../sources/prose.ts';

/** Where words lead in the reference. */
type Words = Destinations['word'];

/** One page of prose, with what is on it and what comes before and after. Throws on a diagram that cannot be drawn. */
export function prosePage(prose: Prose, library: Library, word: Words): Page {
  const { path, title, text } = prose;
  const { markup, headings } = markdownFor(destinationsOf(prose, library, word)).page(text);
  const [head = ''] = /^\s*<h1.*<\/h1>\n/.exec(markup.text) ?? [];
  const sections = headings.filter(({ depth }) => depth === 2);
  return {
    path,
    title,
    description: descriptionOf(text) ?? title,
    head: trusted(head),
    body: html`<article class="prose">${trusted(markup.text.slice(head.length))}</article>
${neighbours(prose, library)}`,
    ...(sections.length > 3 && { aside: contents(sections) }),
  };
}

/** What a page of prose is rendered with. */
export function destinationsOf(prose: Prose, library: Library, word: Words): Destinations {
  return {
    word: (code) => (/^ORF-[A-Z]{3}-\d{3}$/.test(code) ? requirement(code) : word(code)),
    link: linkFrom(prose, library),
    requirement,
    diagram: diagramOf,
  };
  function requirement(id: string): string | undefined {
    const page = library.stated.get(id);
    if (page === undefined) return undefined;
    return page.path === prose.path ? `#${id}` : `${page.path}#${id}`;
  }
}

function contents(sections: readonly Heading[]): Markup {
  return html`<nav class="contents" aria-label="On this page"><h2>On this page</h2><ul>${sections.map(({ id, text }) => html`<li><a href="#${id}">${text}</a></li>`)}</ul></nav>`;
}

/** The first sentence of the first paragraph, for search results and link previews. */
export function descriptionOf(text: string): string | undefined {
  const [paragraph] = text
    .split(/\n{2,}/)
    .map((part) => part.trim())
    .filter((part) => /^[^#|<`>*\-\d]/.test(part));
  const plain = paragraph
    ?.replaceAll(/\s+/g, ' ')
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/[`*]|\(ORF-[A-Z]{3}-\d{3}\)/g, '');
  return plain && /^.*?[.!?](?=\s|$)/.exec(plain)?.[0];
}

const series = ['spec/standard', 'spec/decisions', 'packages/reference/guides'];

/** The pages before and after this one in its folder. */
function neighbours(prose: Prose, library: Library): Markup | undefined {
  const folder = series.find((each) => prose.file.startsWith(`${each}/`));
  const pages = folder === undefined ? [] : pagesIn(library.prose, folder);
  const place = pages.indexOf(prose);
  const [before, after] = place === -1 ? [] : [pages[place - 1], pages[place + 1]];
  const last = folder === 'spec/standard' && after === undefined && hasRegister(library);
  if (before === undefined && after === undefined) return undefined;
  return html`<nav class="neighbours" aria-label="Before and after">${before ? link('prev', 'Before', before) : html`<span></span>`}${after && link('next', 'Next', after)}${last && html`<a rel="next" href="${requirementsPath}"><small>Next</small> Requirements</a>`}</nav>`;
}

function link(rel: string, word: string, { path, title }: Prose): Markup {
  return html`<a rel="${rel}" href="${path}"><small>${word}</small> ${title}</a>`;
}

import { type Catalog, eventPath, groupPath, problemPath, schemaPath } from './contract/catalog.ts';
import { cycles } from './diagram/cycle.ts';
import { slugs } from './html/slug.ts';
import { problemCodes, problemText } from './pages/problems.ts';
import { firstSentence } from './parts/schema-facts.ts';
import { type Library, requirementsPath } from './sources/library.ts';
import type { Prose } from './sources/prose.ts';

/** What the search box looks through: kind, name, where it is, and words that find it too. */
export type SearchEntry = readonly [kind: string, name: string, path: string, words: string];

/** Every place that the search box finds, best kinds first. */
export function searchIndex(catalog: Catalog, library: Library): SearchEntry[] {
  const standard = library.prose.filter(({ file }) => file.startsWith('spec/'));
  const other = library.prose.filter((page) => !standard.includes(page));
  return [
    ...operationEntries(catalog),
    ...catalog.events.map(
      ({ type, description }): SearchEntry => ['event', type, eventPath(type), description],
    ),
    ...problemCodes.map((code): SearchEntry => ['problem', code, problemPath(code), problemText(code)]),
    ...cycles().map(
      ({ name }): SearchEntry => ['life cycle', name, `/docs/api/lifecycles#${name}`, 'states'],
    ),
    ...standard.flatMap(sectionsOf),
    ...library.requirements.map(
      ({ id, keyword, text }): SearchEntry => [
        keyword,
        id,
        `${library.stated.get(id)?.path ?? requirementsPath}#${id}`,
        plain(text),
      ],
    ),
    ...[...catalog.schemas].map(
      ([name, { description = '' }]): SearchEntry => [
        'schema',
        name,
        schemaPath(name),
        firstSentence(description),
      ],
    ),
    ...other.flatMap(sectionsOf),
  ];
}

function operationEntries({ groups, controlGroups }: Catalog): SearchEntry[] {
  return [...groups, ...controlGroups].flatMap(({ slug, operations }) =>
    operations.map(
      ({ id, method, path, summary }): SearchEntry => [
        method.toUpperCase(),
        id,
        `${groupPath(slug)}#${id}`,
        `${summary} ${path}`,
      ],
    ),
  );
}

/** A page of prose by its headings, each with the words below it. */
function sectionsOf(page: Prose): SearchEntry[] {
  const fragment = slugs();
  const kind = kindOf(page);
  return withoutFences(page.text)
    .split(/^(?=#{1,6} )/m)
    .flatMap((section): SearchEntry[] => {
      const [, marks = '', heading = ''] = /^(#+) +(.+)/.exec(section) ?? [];
      if (heading === '') return [];
      const id = fragment(heading);
      const words = plain(section.slice(marks.length + 1 + heading.length));
      return marks === '#'
        ? [[kind, page.title, page.path, words]]
        : [[kind, plain(heading), `${page.path}#${id}`, `${page.title} · ${words}`]];
    });
}

function kindOf({ file, number }: Prose): string {
  if (file.startsWith('packages/reference/guides/')) return 'guide';
  if (file.startsWith('spec/decisions/')) return 'decision';
  if (file.startsWith('spec/standard/')) return number === undefined ? 'annex' : 'chapter';
  return file.startsWith('spec/') ? 'standard' : 'software';
}

/** Lines of code that begin with # are no headings, and nobody looks for a diagram's source. */
function withoutFences(text: string): string {
  return text.replaceAll(/^(`{3,}|~{3,})[\s\S]*?^\1 *$/gm, '');
}

/** Words without what Markdown sets around them. */
function plain(text: string): string {
  return text
    .replaceAll(/<!--[\s\S]*?-->/g, '')
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/[`*]/g, '')
    .replaceAll(/\||^\s*[-#>]+ |-{3,}/gm, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

import { type Catalog, eventPath, groupPath, problemPath, schemaPath } from './contract/catalog.ts';
import { cycles } from './diagram/cycle.ts';
import { slug } from './html/markdown.ts';
import { problemCodes } from './pages/problems.ts';
import type { Prose } from './pages/prose.ts';
import { firstSentence } from './parts/schema-facts.ts';

/** What the search box looks through: kind, name, where it is, and words that find it too. */
export type SearchEntry = readonly [kind: string, name: string, path: string, words: string];

/** Every place that the search box finds, best kinds first. */
export function searchIndex(catalog: Catalog, prose: readonly Prose[]): SearchEntry[] {
  const operations = [...catalog.groups, ...catalog.controlGroups].flatMap(
    ({ slug: group, operations: all }) =>
      all.map(
        ({ id, method, path, summary }): SearchEntry => [
          method.toUpperCase(),
          id,
          `${groupPath(group)}#${id}`,
          `${summary} ${path}`,
        ],
      ),
  );
  return [
    ...operations,
    ...catalog.events.map(
      ({ type, description }): SearchEntry => ['event', type, eventPath(type), description],
    ),
    ...problemCodes.map((code): SearchEntry => ['problem', code, problemPath(code), '']),
    ...cycles().map(
      ({ name }): SearchEntry => ['life cycle', name, `/docs/api/lifecycles#${name}`, 'states'],
    ),
    ...prose.flatMap(headingsOf),
    ...[...catalog.schemas].map(
      ([name, { description = '' }]): SearchEntry => [
        'schema',
        name,
        schemaPath(name),
        firstSentence(description),
      ],
    ),
  ];
}

function headingsOf({ title, path, text }: Prose): SearchEntry[] {
  const headings = [...text.matchAll(/^##+ (.+)$/gm)].map(([, heading = '']) => heading);
  return [
    ['standard', title, path, ''],
    ...headings.map((heading): SearchEntry => ['standard', heading, `${path}#${slug(heading)}`, title]),
  ];
}

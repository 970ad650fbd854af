import { dirname, relative } from 'node:path/posix';
import { indexScript, type Resource, type Site } from './site.ts';

/** A file of the site as it lies in a folder. */
export interface StaticFile {
  /** `docs/api/return.html`. */
  readonly name: string;
  readonly text: string;
}

/** The names of files by the paths of the site. */
type Names = ReadonlyMap<string, string>;

/**
 * The whole site as files that any web server can serve from any folder, and a browser can open from a disk: links are
 * relative and name files. In the order of the site's paths; the same bytes for the same sources.
 */
export function staticFiles(site: Site): StaticFile[] {
  const resources = site.paths.flatMap((path): [string, Resource][] => {
    const resource = site.resource(path);
    return resource === undefined ? [] : [[path, resource]];
  });
  const names: Names = new Map(resources.map(([path, resource]) => [path, fileName(path, resource)]));
  return resources.map(([path, { type, text }]) => {
    const name = names.get(path) ?? path;
    if (path === site.search.path) return { name, text: relativeIndex(site, names) };
    return { name, text: type.startsWith('text/html') ? relativeLinks(text, name, names) : text };
  });
}

/** `/docs/` is `docs/index.html`; a page is a file that ends so, and everything else keeps its name. */
function fileName(path: string, { type }: Resource): string {
  if (path.endsWith('/')) return `${path.slice(1)}index.html`;
  return type.startsWith('text/html') ? `${path.slice(1)}.html` : path.slice(1);
}

function relativeLinks(text: string, name: string, names: Names): string {
  const folder = dirname(name);
  return text
    .replaceAll(/(\s(?:href|src|data-index)=")(\/[^"#]*)/g, (_, attribute, path) => {
      return `${attribute}${relative(folder, names.get(path) ?? path.slice(1))}`;
    })
    .replace(' data-root="/"', ` data-root="${relative(folder, '.')}/"`);
}

function relativeIndex({ search }: Site, names: Names): string {
  return indexScript(
    search.entries.map(([kind, title, path, words]) => {
      const [page = '', fragment] = path.split('#');
      return [
        kind,
        title,
        `/${names.get(page) ?? page}${fragment === undefined ? '' : `#${fragment}`}`,
        words,
      ];
    }),
  );
}

import { existsSync } from 'node:fs';
import { join } from 'node:path/posix';
import { schemaPath } from './contract/catalog.ts';
import { markdownFor } from './html/markdown.ts';
import { destinationsOf } from './pages/prose.ts';
import type { Site } from './site.ts';
import { targetOf } from './sources/library.ts';
import type { Prose } from './sources/prose.ts';

/**
 * Everything that would mislead a reader, one line each: links and fragments that lead nowhere, anchors that are there
 * twice, blocks that name an unknown schema, diagrams that cannot be drawn. Renders the whole site.
 */
export function faultsOf(site: Site): string[] {
  const broken = site.library.prose.flatMap((prose) => proseFaults(site, prose));
  const pages = new Map<string, string>();
  for (const path of site.paths) {
    const resource = attempt(() => site.resource(path));
    if (typeof resource === 'string') broken.push(`${path}: ${resource}`);
    else if (resource?.type.startsWith('text/html')) pages.set(path, resource.text);
  }
  return [...broken, ...linkFaults(site, pages), ...indexFaults(site, pages)];
}

function attempt<Result>(make: () => Result): Result | string {
  try {
    return make();
  } catch (error) {
    // The renderer adds a line of its own to what it passes on.
    return String(error instanceof Error ? error.message : error).split('\n')[0] ?? '';
  }
}

/** What a page of prose names and the site does not have; on the page itself such a link is only its words. */
function proseFaults({ library, paths }: Site, prose: Prose): string[] {
  const faults: string[] = [];
  const { link, requirement } = destinationsOf(prose, library, () => undefined);
  const markdown = markdownFor({
    word: () => undefined,
    schema: (name) => {
      if (!paths.includes(schemaPath(name)))
        faults.push(`${prose.file}: a block names the schema ${name}, which the contract does not have`);
      return undefined;
    },
    link: (target) => {
      const to = link(target);
      const file = targetOf(prose.file, target);
      const elsewhere = file !== undefined && existsSync(join(library.root, file));
      if (to === undefined && !elsewhere && !target.startsWith('http://'))
        faults.push(`${prose.file}: the link to "${target}" leads nowhere`);
      return to;
    },
    requirement: (id) => {
      const to = requirement?.(id);
      if (to === undefined) faults.push(`${prose.file}: ${id} is stated nowhere`);
      return to;
    },
  });
  markdown.page(prose.text);
  return faults;
}

/** Links of rendered pages against the pages and their anchors. */
function linkFaults({ paths }: Site, pages: ReadonlyMap<string, string>): string[] {
  const known = new Set(paths);
  const anchors = new Map([...pages].map(([path, text]) => [path, valuesOf(text, 'id')]));
  return [...pages].flatMap(([path, text]) => {
    const ids = anchors.get(path) ?? [];
    const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
    const lost = [...new Set([...valuesOf(text, 'href'), ...valuesOf(text, 'src')])].filter((link) => {
      if (link.startsWith('https://')) return false;
      const [page = '', fragment] = link.split('#');
      const target = page === '' ? path : page;
      return (
        !known.has(target) ||
        (fragment !== undefined && anchors.has(target) && !anchors.get(target)?.includes(fragment))
      );
    });
    return [
      ...twice.map((id) => `${path}: the anchor "${id}" is there twice`),
      ...lost.map((link) => `${path}: "${link}" leads nowhere`),
    ];
  });
}

function indexFaults({ search }: Site, pages: ReadonlyMap<string, string>): string[] {
  return search.entries.flatMap(([, name, link]) => {
    const [path = '', fragment] = link.split('#');
    const text = pages.get(path);
    const found = text !== undefined && (fragment === undefined || text.includes(` id="${fragment}"`));
    return found ? [] : [`the search leads from "${name}" to ${link}, where nothing is`];
  });
}

/** Values of an attribute, entities undone. */
function valuesOf(text: string, name: string): string[] {
  return [...text.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map(([, value = '']) =>
    value.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
  );
}

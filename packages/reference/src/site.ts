import { readFileSync } from 'node:fs';
import { join } from 'node:path/posix';
import { type Asset, asset, assetFile, styleSheet } from './assets.ts';
import { type Catalog, catalogOf, groupPath, problemPath, schemaPath } from './contract/catalog.ts';
import { contractText, readDocuments, testControlText } from './contract/read.ts';
import { type Frame, layout, type Page } from './html/layout.ts';
import { markdownFor } from './html/markdown.ts';
import { menuOf } from './menu.ts';
import { eventsPage } from './pages/events.ts';
import { folderPage } from './pages/folder.ts';
import { groupPage, testControlPage } from './pages/group.ts';
import { introductionPage } from './pages/introduction.ts';
import { landingPage } from './pages/landing.ts';
import { lifecyclesPage } from './pages/lifecycles.ts';
import { problemCodes, problemPage, problemsPage } from './pages/problems.ts';
import { prosePage } from './pages/prose.ts';
import { requirementsPage } from './pages/requirements.ts';
import { schemaPage, schemasPage } from './pages/schemas.ts';
import { settingsPage } from './pages/settings.ts';
import type { Context } from './parts/context.ts';
import { type SearchEntry, searchIndex } from './search-index.ts';
import { addressOf, folderAddress } from './sources/address.ts';
import { hasRegister, type Library, readLibrary, requirementsPath } from './sources/library.ts';

export interface SiteOptions {
  /** Where the server is, for commands to copy: `http://localhost:8787`. */
  readonly origin: string;
  /** What stands for the token in them: a sandbox's own, or a shell variable. */
  readonly token: string;
  /** The repository or the copy of its texts, see `contentFolder`; without it the site is the reference alone. */
  readonly content?: string;
}

/** What is served at one path. */
export interface Resource {
  readonly type: string;
  readonly text: string;
  /** Its path changes with its content. */
  readonly lasting: boolean;
}

/** The documentation as paths. Nothing is rendered before it is asked for. */
export interface Site {
  readonly paths: readonly string[];
  /** Undefined for a path that the site does not have. Throws on prose that cannot be shown. */
  resource(path: string): Resource | undefined;
  /** Where something is that is no longer, or nearly, at this path: another slash, a chapter without its number. */
  moved(path: string): string | undefined;
  /** The texts that pages are made of. */
  readonly library: Library;
  /** What the search looks through, and the path of the script that holds it. */
  readonly search: { readonly path: string; readonly entries: readonly SearchEntry[] };
}

const htmlType = 'text/html; charset=utf-8';
const jsonType = 'application/json; charset=utf-8';
export const scriptType = 'text/javascript; charset=utf-8';

/** Reads the contract and lays the site out. Throws when the contract or the prose cannot be read. */
export function createSite(options: SiteOptions): Site {
  const catalog = catalogOf(readDocuments());
  const library = readLibrary(options.content);
  const context = contextOf(catalog, library, options);
  const entries = searchIndex(catalog, library);
  const assets = assetsOf(entries);
  const frame = frameOf(context, library, assets);
  const makers = new Map<string, () => Resource>([
    ...rawFiles(library),
    ...pagesOf(context, library).map(([path, page]) => [path, () => pageResource(page(), frame)] as const),
    ...Object.values(assets).map(
      ({ path, type, text }) => [path, () => ({ type, text, lasting: true })] as const,
    ),
    ['/openapi.json', () => ({ type: jsonType, text: contractText(), lasting: false })],
    ['/docs/test-control.openapi.json', () => ({ type: jsonType, text: testControlText(), lasting: false })],
  ]);
  const paths = [...makers.keys()];
  return {
    paths,
    resource: (path) => makers.get(path)?.(),
    moved: (path) => paths.find((other) => other !== path && bare(other) === bare(path)),
    library,
    search: { path: assets.index.path, entries },
  };
}

/** A path without what may change about it: the slash at its end, a chapter's number. */
const bare = (path: string) => path.replace(/\/$/, '').replace(/\/\d+-([^/]+)$/, '/$1');

/** The script that holds the index; it is fetched when somebody begins to search. */
export function indexScript(entries: readonly SearchEntry[]): string {
  return `globalThis.orfSearch = ${JSON.stringify(entries)};\n`;
}

function pageResource(page: Page, frame: Frame): Resource {
  return { type: htmlType, text: layout(page, frame), lasting: false };
}

function contextOf(catalog: Catalog, { stated }: Library, { origin, token }: SiteOptions): Context {
  const markdown = markdownFor({
    word: (code) => catalog.places.get(code),
    link: () => undefined,
    requirement: (id) => (stated.has(id) ? `${stated.get(id)?.path}#${id}` : undefined),
  });
  return { catalog, origin, token, markdown };
}

type PageEntry = readonly [path: string, page: () => Page];

function pagesOf(context: Context, library: Library): PageEntry[] {
  const { catalog } = context;
  const word = (code: string) => catalog.places.get(code);
  return [
    ['/docs/', () => landingPage(context, library)],
    ['/docs/api/', () => introductionPage(context)],
    ['/docs/api/test-control', () => testControlPage(context)],
    ['/docs/api/webhook-events', () => eventsPage(context)],
    ['/docs/api/lifecycles', () => lifecyclesPage(context)],
    ['/docs/api/problems', () => problemsPage(context)],
    ['/docs/api/settings', () => settingsPage(context)],
    ['/docs/api/schemas', () => schemasPage(context)],
    ...catalog.groups.map((group): PageEntry => [groupPath(group.slug), () => groupPage(context, group)]),
    ...[...catalog.schemas].map(
      ([name, schema]): PageEntry => [schemaPath(name), () => schemaPage(context, name, schema)],
    ),
    ...problemCodes.map((code): PageEntry => [problemPath(code), () => problemPage(context, code)]),
    ...library.folders.map((folder): PageEntry => [folderAddress(folder), () => folderPage(folder, library)]),
    ...library.prose.map((one): PageEntry => [one.path, () => prosePage(one, library, word)]),
    ...(hasRegister(library) ? [[requirementsPath, () => requirementsPage(context, library)] as const] : []),
  ];
}

/** Files of the standard as they are. A browser shows text; it would save YAML. */
function rawFiles({ root, files }: Library): (readonly [path: string, make: () => Resource])[] {
  return files
    .filter((file) => !file.endsWith('.md'))
    .map((file) => {
      const type = file.endsWith('.json') ? jsonType : 'text/plain; charset=utf-8';
      return [
        addressOf(file),
        () => ({ type, text: readFileSync(join(root, file), 'utf8'), lasting: false }),
      ];
    });
}

function assetsOf(entries: readonly SearchEntry[]) {
  return {
    style: styleSheet(),
    script: assetFile('site.js', scriptType),
    icon: assetFile('icon.svg', 'image/svg+xml'),
    index: asset('search.js', scriptType, indexScript(entries)),
  } satisfies Record<string, Asset>;
}

function frameOf(context: Context, library: Library, assets: ReturnType<typeof assetsOf>): Frame {
  const { style, script, icon, index } = assets;
  return {
    menu: menuOf(context, library),
    version: context.catalog.api.info.version,
    assets: { style: style.path, script: script.path, icon: icon.path, index: index.path },
  };
}

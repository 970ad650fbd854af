import { dirname } from 'node:path/posix';
import { type Asset, asset, assetFile } from './assets.ts';
import { type Catalog, catalogOf, groupPath, problemPath, schemaPath } from './contract/catalog.ts';
import { contractText, readDocuments, testControlText } from './contract/read.ts';
import { type Frame, layout, type MenuSection, type Page } from './html/layout.ts';
import { markdownFor } from './html/markdown.ts';
import { eventsPage } from './pages/events.ts';
import { groupPage, testControlPage } from './pages/group.ts';
import { introductionPage } from './pages/introduction.ts';
import { landingPage } from './pages/landing.ts';
import { lifecyclesPage } from './pages/lifecycles.ts';
import { problemCodes, problemPage, problemsPage } from './pages/problems.ts';
import { type Prose, prosePage, readProse } from './pages/prose.ts';
import { schemaPage, schemasPage } from './pages/schemas.ts';
import { settingsPage } from './pages/settings.ts';
import type { Context } from './parts/context.ts';
import { searchIndex } from './search-index.ts';

export interface SiteOptions {
  /** Where the server is, for commands to copy: `http://localhost:8787`. */
  readonly origin: string;
  /** What stands for the token in them: a sandbox's own, or a shell variable. */
  readonly token: string;
  /** The folder of the standard, for its prose; without it the site is the reference alone. */
  readonly spec?: string;
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
  /** Undefined for a path that the site does not have. */
  resource(path: string): Resource | undefined;
}

const htmlType = 'text/html; charset=utf-8';
const jsonType = 'application/json; charset=utf-8';

/** Reads the contract and lays the site out. Throws when the contract or the prose cannot be read. */
export function createSite(options: SiteOptions): Site {
  const catalog = catalogOf(readDocuments());
  const prose = options.spec === undefined ? [] : readProse(options.spec);
  const context = contextOf(catalog, options);
  const assets = assetsOf(catalog, prose);
  const frame = frameOf(context, { prose, assets });
  const makers = new Map<string, () => Resource>([
    ...pagesOf(context, prose).map(([path, page]) => [path, () => pageResource(page(), frame)] as const),
    ...Object.values(assets).map(
      ({ path, type, text }) => [path, () => ({ type, text, lasting: true })] as const,
    ),
    ['/openapi.json', () => ({ type: jsonType, text: contractText(), lasting: false })],
    ['/docs/test-control.openapi.json', () => ({ type: jsonType, text: testControlText(), lasting: false })],
  ]);
  return { paths: [...makers.keys()], resource: (path) => makers.get(path)?.() };
}

function pageResource(page: Page, frame: Frame): Resource {
  return { type: htmlType, text: layout(page, frame), lasting: false };
}

function contextOf(catalog: Catalog, { origin, token }: SiteOptions): Context {
  const word = (code: string) => catalog.places.get(code);
  return { catalog, origin, token, markdown: markdownFor({ word, link: () => undefined }) };
}

type PageEntry = readonly [path: string, page: () => Page];

function pagesOf(context: Context, prose: readonly Prose[]): PageEntry[] {
  const { catalog } = context;
  const word = (code: string) => catalog.places.get(code);
  return [
    ['/docs/', () => landingPage(context, prose)],
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
    ...prose.map((one): PageEntry => [one.path, () => prosePage(one, prose, word)]),
  ];
}

function assetsOf(catalog: Catalog, prose: readonly Prose[]) {
  const index = asset('search.json', jsonType, JSON.stringify(searchIndex(catalog, prose)));
  const script = assetFile('site.js', 'text/javascript; charset=utf-8');
  return {
    style: assetFile('site.css', 'text/css; charset=utf-8'),
    script: asset('site.js', script.type, script.text.replace('/docs/assets/search.json', index.path)),
    icon: assetFile('icon.svg', 'image/svg+xml'),
    index,
  } satisfies Record<string, Asset>;
}

interface Parts {
  readonly prose: readonly Prose[];
  readonly assets: ReturnType<typeof assetsOf>;
}

function frameOf({ catalog }: Context, { prose, assets }: Parts): Frame {
  const { style, script, icon } = assets;
  const chapters = (folder: string): MenuSection['links'] =>
    prose.filter(({ file }) => dirname(file) === folder).map(({ title, path }) => [title, path]);
  const menu: MenuSection[] = [
    {
      title: 'Begin',
      links: [
        ['Overview', '/docs/'],
        ['API reference', '/docs/api/'],
      ],
    },
    { title: 'Resources', links: catalog.groups.map(({ name, slug }) => [name, groupPath(slug)]) },
    {
      title: 'Across resources',
      links: [
        ['Webhook events', '/docs/api/webhook-events'],
        ['Life cycles', '/docs/api/lifecycles'],
        ['Problems', '/docs/api/problems'],
        ['Policy settings', '/docs/api/settings'],
        ['Schemas', '/docs/api/schemas'],
        ['Test control', '/docs/api/test-control'],
      ],
    },
    { title: 'The standard', links: [...chapters('.'), ...chapters('standard')] },
    { title: 'Decisions', links: chapters('decisions') },
  ];
  return {
    menu: menu.filter(({ links }) => links.length > 0),
    version: catalog.api.info.version,
    assets: { style: style.path, script: script.path, icon: icon.path },
  };
}

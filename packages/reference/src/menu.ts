import { groupPath } from './contract/catalog.ts';
import type { MenuSection } from './html/layout.ts';
import type { Context } from './parts/context.ts';
import { hasRegister, type Library, requirementsPath } from './sources/library.ts';
import { type Prose, pagesIn } from './sources/prose.ts';

/** Every page but those of single schemas, problems and folders, in reading order. Sections without a page are left out. */
export function menuOf({ catalog }: Context, library: Library): MenuSection[] {
  const { prose } = library;
  const chapters = pagesIn(prose, 'spec/standard');
  const sections: MenuSection[] = [
    {
      title: 'Begin',
      links: [['Overview', '/docs/'], ...links(pagesIn(prose, 'packages/reference/guides'), '')],
    },
    {
      title: 'The standard',
      links: [
        ...about(prose, 'spec/README.md', 'How to read it'),
        ...links(chapters.filter(({ number }) => number !== undefined)),
        ...(hasRegister(library) ? [['Requirements', requirementsPath] as const] : []),
      ],
    },
    {
      title: 'Annexes',
      links: links(chapters.filter(({ number }) => number === undefined)).map(withoutKind),
    },
    {
      title: 'Rules of change',
      links: links([
        ...pagesIn(prose, 'spec').filter(({ file }) => file !== 'spec/README.md'),
        ...pagesIn(prose, '.github'),
      ]),
    },
    { title: 'Decisions', links: links(pagesIn(prose, 'spec/decisions')) },
    {
      title: 'API',
      links: [
        ['Conventions and overview', '/docs/api/'],
        ...catalog.groups.map(({ name, slug }) => [name, groupPath(slug)] as const),
      ],
    },
    {
      title: 'API, across resources',
      links: [
        ['Webhook events', '/docs/api/webhook-events'],
        ['Life cycles', '/docs/api/lifecycles'],
        ['Problems', '/docs/api/problems'],
        ['Policy settings', '/docs/api/settings'],
        ['Schemas', '/docs/api/schemas'],
        ['Test control', '/docs/api/test-control'],
      ],
    },
    {
      title: 'Software',
      links: [
        ...about(prose, 'README.md', 'Set-up and settings'),
        ...readmes(prose, 'packages'),
        ...readmes(prose, 'conformance'),
      ],
    },
    { title: 'Examples', links: readmes(prose, 'examples') },
  ];
  return sections.filter((section) => section.links.length > 0);
}

type Links = MenuSection['links'];

function links(pages: readonly Prose[], dot = '. '): Links {
  return pages.map(({ title, path, number }) => [number && dot ? `${number}${dot}${title}` : title, path]);
}

/** Under the title Annexes, `Annex: life cycles` is `Life cycles`. */
function withoutKind([label, path]: Links[number]): Links[number] {
  const name = label.replace(/^Annex: /, '');
  return [`${name[0]?.toUpperCase()}${name.slice(1)}`, path];
}

function readmes(prose: readonly Prose[], folder: string): Links {
  return prose
    .filter(({ file }) => file.startsWith(`${folder}/`) && file.endsWith('/README.md'))
    .map(({ title, path }) => [title.replace('@open-return-forwarding/', ''), path]);
}

function about(prose: readonly Prose[], file: string, label: string): Links {
  return prose.filter((one) => one.file === file).map(({ path }) => [label, path]);
}

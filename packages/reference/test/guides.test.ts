import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readDocuments } from '../src/contract/read.ts';
import { contentFolder } from '../src/index.ts';
import { readLibrary } from '../src/sources/library.ts';
import { pagesIn } from '../src/sources/prose.ts';

const root = contentFolder() ?? '';
const guides = pagesIn(readLibrary(root).prose, 'packages/reference/guides');
const { scripts, packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
  packageManager: string;
};
const { api, testControl } = readDocuments();
const paths = Object.keys({ ...api.paths, ...testControl.paths }).map(
  (path) => new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{[^}]+\}/g, '[^/]+')}$`),
);

describe.each(guides)('the guide $title', ({ text }) => {
  const commands = [...text.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, command = '']) => command).join('\n');

  test('begins with what to read, a first command, and what is next', () => {
    expect([...text.matchAll(/^## (.+)$/gm)].map(([, title]) => title)).toEqual([
      'Read',
      'First command',
      'Next',
    ]);
  });

  test('names commands that there are, run by the package manager that is used here', () => {
    const run = [...commands.matchAll(/npx --yes (\S+) (?:--silent )?(\S+)/g)];
    for (const [, manager, script = ''] of run) {
      expect(manager).toBe(packageManager);
      expect(Object.keys(scripts)).toContain(script);
    }
  });

  test('calls operations that there are', () => {
    for (const [, path = ''] of commands.matchAll(/http:\/\/127\.0\.0\.1:8787(\/[^\s"'?]*)/g))
      expect(
        paths.some((pattern) => pattern.test(path)),
        path,
      ).toBe(true);
  });
});

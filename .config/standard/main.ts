import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fillBlocks } from './blocks.ts';
import { citationFaults } from './citations.ts';
import { exampleFaults, readSchemas } from './examples.ts';
import { type Fault, report } from './fault.ts';
import { readPage, readPages, root } from './files.ts';
import { linkFaults } from './links.ts';
import type { Page } from './page.ts';
import { fillRegister, registerFaults, rulesFrom } from './register.ts';
import { registryFaults } from './registries.ts';
import { readSentences } from './sentences.ts';
import { readSources, writersOf } from './sources.ts';

const registerFile = 'spec/requirements.yaml';
const rules = rulesFrom(readPage('spec/requirements.schema.yaml').text);
const sources = readSources();
const prose = readPages(['spec/standard/*.md']);
const { sentences, faults: proseFaults } = readSentences(prose);
const registered: Page = {
  file: registerFile,
  text: existsSync(join(root, registerFile)) ? readPage(registerFile).text : '',
};
const register = fillRegister(registered.text, sentences);
const writers = writersOf(sources, { sentences, register, rules });
const filled = prose.map((before) => ({ before, ...fillBlocks(before, writers) }));
/** Every file that is not as the tool has to write it. A page without blocks is nothing that it writes. */
const changed: readonly Page[] = [
  { before: registered, page: { file: registerFile, text: register } },
  ...filled,
].flatMap(({ before, page }) => (before.text === page.text ? [] : [page]));

function check(): Fault[] {
  const annex = prose.find(({ file }) => file.endsWith('/annex-registries.md'));
  return [
    ...proseFaults,
    ...filled.flatMap(({ faults }) => faults),
    ...registerFaults(registered, sentences, rules),
    ...citationFaults(
      readPages(['spec/*openapi.yaml', 'spec/{paths,schemas}/*.yaml']),
      new Set(sentences.map(({ id }) => id)),
    ),
    ...exampleFaults(
      readPages(['spec/**/*.md', 'README.md', 'packages/*/README.md']),
      readSchemas(sources.documents),
    ),
    ...registryFaults(annex ?? { file: 'spec/standard/annex-registries.md', text: '' }, sources.registries),
    ...linkFaults(
      readPages([
        'spec/**/*.md',
        '.github/*.md',
        'README.md',
        'packages/*/README.md',
        'examples/*/README.md',
      ]),
    ),
    ...stale(),
  ];
}

function stale(): Fault[] {
  return changed.map(({ file }) => ({ place: file, message: 'is not up to date; run `pnpm generate`' }));
}

if (process.argv.includes('--check')) {
  const faults = check();
  report(faults);
  process.exitCode = faults.length === 0 ? 0 : 1;
} else {
  for (const { file, text } of changed) writeFileSync(join(root, file), text);
  process.stdout.write(`${changed.length} files of the standard brought up to date\n`);
}

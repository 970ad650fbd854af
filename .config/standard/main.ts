import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { citationFaults } from './citations.ts';
import { type Fault, report } from './fault.ts';
import { readPage, readPages, root } from './files.ts';
import type { Page } from './page.ts';
import { fillRegister, registerFaults, rulesFrom } from './register.ts';
import { readSentences } from './sentences.ts';

const registerFile = 'spec/requirements.yaml';

/** What the tool writes, for the prose as it is now. */
function written(prose: readonly Page[]): Page[] {
  const register = existsSync(join(root, registerFile)) ? readPage(registerFile).text : '';
  return [{ file: registerFile, text: fillRegister(register, readSentences(prose).sentences) }];
}

function faultsOf(prose: readonly Page[], register: Page): Fault[] {
  const { sentences, faults } = readSentences(prose);
  const rules = rulesFrom(readPage('spec/requirements.schema.yaml').text);
  const ids = new Set(sentences.map(({ id }) => id));
  return [
    ...faults,
    ...registerFaults(register, sentences, rules),
    ...citationFaults(readPages(['spec/*openapi.yaml', 'spec/{paths,schemas}/*.yaml']), ids),
  ];
}

function stale(pages: readonly Page[]): Fault[] {
  return pages
    .filter(({ file, text }) => !existsSync(join(root, file)) || readPage(file).text !== text)
    .map(({ file }) => ({ place: file, message: 'is not up to date; run `pnpm generate`' }));
}

const prose = readPages(['spec/standard/*.md']);
const output = written(prose);
if (process.argv.includes('--check')) {
  const faults = [...faultsOf(prose, readPage(registerFile)), ...stale(output)];
  report(faults);
  process.exitCode = faults.length === 0 ? 0 : 1;
} else {
  for (const { file, text } of output) writeFileSync(join(root, file), text);
  process.stdout.write(`${output.length} files of the standard written from the prose and the contract\n`);
}

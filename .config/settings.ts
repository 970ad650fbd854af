import { readFileSync } from 'node:fs';
import { settings } from '../packages/server/src/config.ts';

/** Cells of a table's row, as they read. */
const cells = (row: string) =>
  row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

const expected = Object.entries(settings).map(
  ([name, { default: value, meaning }]) =>
    `| \`${name}\` | ${meaning} | ${value === '' ? '' : `\`${value}\``} |`,
);
const readme = readFileSync('README.md', 'utf8')
  .split('\n')
  .filter((line) => /^\| *`(ORF_[A-Z_]+|PORT|HOST)` *\|/.test(line));

if (JSON.stringify(readme.map(cells)) !== JSON.stringify(expected.map(cells))) {
  process.stderr.write(
    `The README's table of settings differs from packages/server/src/config.ts. It has to read:\n`,
  );
  process.stderr.write(`| variable | meaning | default |\n| --- | --- | --- |\n${expected.join('\n')}\n`);
  process.exitCode = 1;
}

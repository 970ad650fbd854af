import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Documents } from '../contract/documents.ts';
import { type Register, readRegister } from '../contract/register.ts';
import { badge } from '../report/badge.ts';
import { html } from '../report/html.ts';
import { junit } from '../report/junit.ts';
import { markdown } from '../report/markdown.ts';
import type { Report } from '../report/report.ts';
import { specificationFolder } from '../specification.ts';
import { UsageError } from './usage-error.ts';
import { readReport } from './verify.ts';

const help = `orf-conformance report: shows a report in other forms.

  orf-conformance report FILE [--html F] [--junit F] [--markdown F] [--badge F]

  --html F       one page that needs no network
  --junit F      JUnit XML, a test case per requirement
  --markdown F   a page for continuous integration
  --badge F      an SVG badge
  F can be - for standard output.
`;

/** Every other form of a report. */
const forms = {
  html,
  junit,
  markdown,
  badge: (report: Report) => badge(report),
} as const satisfies Record<string, (report: Report, register: Register) => string>;

const options = {
  html: { type: 'string' },
  junit: { type: 'string' },
  markdown: { type: 'string' },
  badge: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** Writes a report in other forms; answers the exit code. */
export async function report(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const [file] = positionals;
  if (file === undefined) throw new UsageError('Which report? orf-conformance report FILE --html OUT');
  const wanted = (Object.keys(forms) as (keyof typeof forms)[]).filter((form) => values[form] !== undefined);
  if (wanted.length === 0) throw new UsageError('In which form? --html, --junit, --markdown or --badge.');
  const held = readReport(file);
  const register = readRegister(new Documents(specificationFolder()));
  for (const form of wanted) write(values[form] ?? '-', forms[form](held, register));
  return 0;
}

function write(file: string, text: string): void {
  if (file === '-') process.stdout.write(text);
  else writeFileSync(file, text);
}

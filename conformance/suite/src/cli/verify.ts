import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readCatalogue, suiteDigest } from '../catalogue.ts';
import { Documents, isObject } from '../contract/documents.ts';
import { FORMAT, type Report } from '../report/report.ts';
import { resultInWords } from '../report/summary.ts';
import { verifyReport } from '../report/verify.ts';
import { specificationFolder } from '../specification.ts';
import { UsageError } from './usage-error.ts';

const help = `orf-conformance verify: reaches every verdict of a report again, from its record alone.

  orf-conformance verify FILE

  Needs no server. Exit code: 0 every verdict follows from the record, 1 not, 2 the file cannot be judged.
`;

/** Judges a stored report again; answers the exit code. */
export async function verify(args: readonly string[]): Promise<number> {
  const options = { help: { type: 'boolean', short: 'h' } } as const;
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const [file] = positionals;
  if (file === undefined) throw new UsageError('Which report? orf-conformance verify FILE');
  const report = readReport(file);
  const specification = specificationFolder();
  requireSameSuite(report, specification);
  const faults = await verifyReport(report, { specification, ...(await readCatalogue()) });
  for (const fault of faults) process.stdout.write(`${fault}\n`);
  process.stdout.write(
    faults.length === 0
      ? `${file}: every verdict follows from the record. ${report.implementation.url}: ${resultInWords(report)}\n`
      : `${file}: ${faults.length} ${faults.length === 1 ? 'thing does' : 'things do'} not follow from the record\n`,
  );
  return faults.length === 0 ? 0 : 1;
}

/** Reads a report. Throws UsageError for a file that is none. */
export function readReport(file: string): Report {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(
      `${file} cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  if (!isObject(value) || value.format !== FORMAT)
    throw new UsageError(`${file} is no report of the format ${FORMAT}.`);
  return value as unknown as Report;
}

/** Another suite, or another text of the standard, judges otherwise: that is no fault of the report. */
function requireSameSuite({ suite, specification }: Report, folder: string): void {
  if (suite.digest !== suiteDigest()) {
    throw new UsageError(
      `The report was made by another suite (${suite.version}, ${suite.digest.slice(0, 12)}): verify it with that one.`,
    );
  }
  if (specification.digest !== new Documents(folder).digest()) {
    throw new UsageError(
      `The report was made with another text of the standard (${specification.version}): verify it with that one.`,
    );
  }
}

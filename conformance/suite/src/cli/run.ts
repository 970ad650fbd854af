import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readCatalogue } from '../catalogue.ts';
import { certify } from '../certify.ts';
import { baseUrl, type Config, readConfig } from '../config.ts';
import { Documents } from '../contract/documents.ts';
import { readRegister } from '../contract/register.ts';
import { compared, comparisonInWords, exitCodeOf } from '../report/expected.ts';
import { summary } from '../report/summary.ts';
import { specificationFolder } from '../specification.ts';
import { readExpectedFailures } from './expected-failures.ts';
import { progress } from './progress.ts';
import { quickChecks } from './quick.ts';
import { UsageError } from './usage-error.ts';

export const help = `orf-conformance run: tries a server and says which requirements it keeps.

  orf-conformance run --url URL --token TOKEN [--test-control SECRET]
  orf-conformance run --config FILE

  --url URL            base URL of the server
  --token TOKEN        a token with every scope
  --test-control S     secret of the test control: with it deadlines are tried, and the result can be "certified"
  --config FILE        all of that and more, as \`orf-conformance init\` writes it
  --only ID            only checks whose id is or begins with ID; can be repeated
  --quick              a few checks of the core in place of all, from discovery to settlement
  --expected-failures FILE
                       a list of requirements that are not kept yet, each \`{ id: ORF-RET-009, why: 'the reason' }\`: it
                       changes the exit code, and nothing in the report
  --seed SEED          repeat the names of an earlier run
  --report FILE        where the report goes (orf-conformance-report.json)
  --quiet              no progress

  Exit code: 0 passed or certified, 1 failed, 2 the server could not be tried. With expected failures: 0 these fail and
  nothing else does, 1 something else fails or one of them does not.
`;

const options = {
  url: { type: 'string' },
  token: { type: 'string' },
  'test-control': { type: 'string' },
  config: { type: 'string' },
  only: { type: 'string', multiple: true },
  quick: { type: 'boolean', default: false },
  'expected-failures': { type: 'string' },
  seed: { type: 'string' },
  report: { type: 'string', default: 'orf-conformance-report.json' },
  quiet: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** Runs the suite; answers the exit code. */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const specification = specificationFolder();
  const selection = selectionOf(values);
  const config = configOf(values);
  const expected = expectedIn(values['expected-failures'], specification);
  const catalogue = await readCatalogue();
  const report = await certify({
    config,
    catalogue,
    specification,
    selection,
    ...(values.seed === undefined ? {} : { seed: values.seed }),
    onCheck: values.quiet ? () => {} : progress(process.stderr),
  });
  writeFileSync(values.report, `${JSON.stringify(report)}\n`);
  process.stdout.write(summary(report, values.report));
  if (expected === undefined) return { certified: 0, passed: 0, failed: 1, harness_error: 2 }[report.result];
  const comparison = compared(report, expected.failures, [...catalogue.checks, ...catalogue.observers]);
  process.stdout.write(comparisonInWords(comparison, expected.file));
  return exitCodeOf(report, comparison);
}

/** The expected failures, read before anything is tried. */
function expectedIn(file: string | undefined, specification: string) {
  if (file === undefined) return undefined;
  return { file, failures: readExpectedFailures(file, readRegister(new Documents(specification))) };
}

/** The checks to run; none: all. */
function selectionOf({ quick, only = [] }: { quick: boolean; only?: string[] }): readonly string[] {
  if (!quick) return only;
  if (only.length > 0)
    throw new UsageError('--quick names its own checks, and --only others: leave one of the two out.');
  return quickChecks;
}

interface Given {
  readonly url?: string;
  readonly token?: string;
  readonly 'test-control'?: string;
  readonly config?: string;
}

function configOf({ url, token, 'test-control': secret, config }: Given): Config {
  if (config !== undefined) return readConfig(config, process.env);
  if (url === undefined)
    throw new UsageError('Which server? Name it with --url URL, or give a --config FILE.');
  return {
    url: baseUrl(url, '--url'),
    tokens: {
      ...(token === undefined ? {} : { all_scopes: token }),
      ...(secret === undefined ? {} : { test_control: secret }),
    },
    headers: {},
    timeout_seconds: 10,
  };
}

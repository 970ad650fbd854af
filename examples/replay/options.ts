import { parseArgs } from 'node:util';

/** Which orders accept a forwarded item: every one, none, or what the mapping's `accepts` column says. */
export type Acceptance = 'all' | 'none' | 'column';

export interface ReplayOptions {
  orders: string;
  /** Absent where the orders' file holds the returns, too. */
  returns?: string | undefined;
  mapping: string;
  policy?: string | undefined;
  /** Absent: the default address, or a server of its own if none answers there. */
  url?: string | undefined;
  token: string;
  testControl: string;
  report?: string | undefined;
  accept: Acceptance;
  ignoreValue: boolean;
}

/** The command line cannot be used as it is; the message says why. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const help = `replay: a retailer's own orders and returns through a running server, on its test clock

  pnpm replay --orders FILE --mapping FILE [--returns FILE] [options]

  --orders FILE        CSV of order lines; of the returns, too, where the mapping has return_when
  --returns FILE       CSV of return lines, if they are in a file of their own
  --mapping FILE       how to read the columns (YAML); see examples/replay/README.md
  --policy FILE        the policy to try; else spec/policies/uk-gbp.yaml for pounds, default.yaml for other money
  --url URL            the sandbox to replay on; IT IS EMPTIED FIRST. Else the one at http://127.0.0.1:8787 if it is
                       empty, or a server started for this run
  --token TOKEN        its token (orf_test_sandbox)
  --test-control TEXT  the secret of its test control (orf_test_control)
  --accept WHO         which orders accept a forwarded item: all (default), none, column
  --ignore-value       every pair is worth a forward: shows what is lost for other reasons
  --report FILE        everything that is printed, and more, as JSON
  --help               this text

Exit code: 0 done, 1 failed, 2 not understood. The last line printed is one JSON object.
`;

/** Reads the command line; undefined where only the help is asked for. Throws `UsageError`. */
export function readOptions(args: readonly string[]): ReplayOptions | undefined {
  const given = parse(args);
  if (given.help === true) return undefined;
  return {
    orders: required(given.orders, '--orders'),
    returns: given.returns,
    mapping: required(given.mapping, '--mapping'),
    policy: given.policy,
    url: given.url,
    token: given.token ?? 'orf_test_sandbox',
    testControl: given['test-control'] ?? 'orf_test_control',
    report: given.report,
    accept: acceptance(given.accept ?? 'all'),
    ignoreValue: given['ignore-value'] === true,
  };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const options = {
    ...{ orders: text, returns: text, mapping: text, policy: text, url: text, token: text },
    ...{ 'test-control': text, report: text, accept: text, 'ignore-value': flag, help: flag },
  };
  try {
    return parseArgs({ args: args.filter((each) => each !== '--'), options }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function required(value: string | undefined, name: string): string {
  if (value === undefined || value === '') throw new UsageError(`${name} is missing.`);
  return value;
}

function acceptance(value: string): Acceptance {
  if (value === 'all' || value === 'none' || value === 'column') return value;
  throw new UsageError(`--accept is "${value}"; it has to be all, none or column.`);
}

import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

/** The command line cannot be used as it is; the message says why. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** How the files are to be read, as far as the command line says. */
export interface ReadingOptions {
  readonly layout?: string | undefined;
  readonly mapping?: string | undefined;
  readonly returnsMapping?: string | undefined;
  /** Our columns with theirs. */
  readonly columns: Readonly<Record<string, string>>;
  readonly defaults: Readonly<Record<string, string>>;
  readonly returnWhen?: string | undefined;
  readonly delimiter?: string | undefined;
  readonly decimal?: string | undefined;
  readonly encoding?: string | undefined;
  readonly timeFormats: readonly string[];
  readonly timeZone?: string | undefined;
  readonly currency?: string | undefined;
}

export interface RunOptions {
  readonly command: 'run';
  readonly orders?: string | undefined;
  readonly returns?: string | undefined;
  /** A made-up season instead of files. */
  readonly generated?: { readonly orders: number; readonly returns: number } | undefined;
  readonly reading: ReadingOptions;
  readonly policy?: string | undefined;
  readonly compare?: string | undefined;
  readonly seed: number;
  readonly seeds: number;
  readonly assumptions: Readonly<Record<string, number>>;
  readonly workers: number;
  readonly json?: string | undefined;
  readonly html?: string | undefined;
  readonly quiet: boolean;
}

export interface GenerateOptions {
  readonly command: 'generate';
  readonly orders: number;
  readonly returns: number;
  readonly seed: number;
  readonly out: string;
}

export type Options =
  | RunOptions
  | GenerateOptions
  | { readonly command: 'help' }
  | { readonly command: 'calibrate'; readonly seed: number };

const text = { type: 'string' } as const;
const many = { type: 'string', multiple: true } as const;
const flag = { type: 'boolean' } as const;
const known = {
  ...{ orders: text, returns: text, layout: text, mapping: text, 'returns-mapping': text, column: many },
  ...{ default: many, 'return-when': text, delimiter: text, decimal: text, encoding: text },
  ...{ 'time-format': many, 'time-zone': text, currency: text, policy: text, compare: text },
  ...{ seed: text, seeds: text, assume: many, workers: text, json: text, html: text, out: text },
  ...{ generated: text, calibrate: flag, quiet: flag, help: flag },
} as const;

/** Reads the command line. Throws `UsageError`. */
export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parsed(args);
  const [command, ...more] = positionals;
  if (values.help === true) return { command: 'help' };
  if (more.length > 0 || (command !== undefined && command !== 'generate')) {
    throw new UsageError(`"${positionals.join(' ')}" is not understood.`);
  }
  const seed = whole(values.seed ?? '1', '--seed', 0);
  if (values.calibrate === true) return { command: 'calibrate', seed };
  if (command === 'generate') {
    return {
      ...{ command, seed, out: required(values.out, '--out') },
      orders: whole(required(values.orders, '--orders'), '--orders', 1),
      returns: whole(required(values.returns, '--returns'), '--returns', 0),
    };
  }
  return runOptions(values, seed);
}

type Values = ReturnType<typeof parsed>['values'];

function runOptions(values: Values, seed: number): RunOptions {
  const generated = values.generated === undefined ? undefined : sizes(values.generated);
  if (generated === undefined) required(values.orders, '--orders');
  else if (values.orders !== undefined) throw new UsageError('--generated and --orders do not go together.');
  return {
    command: 'run',
    orders: values.orders,
    returns: values.returns,
    generated,
    reading: readingOptions(values),
    policy: values.policy,
    compare: values.compare,
    seed,
    seeds: whole(values.seeds ?? '20', '--seeds', 1),
    assumptions: figures(values.assume ?? []),
    workers: whole(values.workers ?? String(Math.min(4, availableParallelism())), '--workers', 0),
    json: values.json,
    html: values.html,
    quiet: values.quiet === true,
  };
}

function readingOptions(values: Values): ReadingOptions {
  return {
    layout: values.layout,
    mapping: values.mapping,
    returnsMapping: values['returns-mapping'],
    columns: pairs(values.column ?? [], '--column'),
    defaults: pairs(values.default ?? [], '--default'),
    returnWhen: values['return-when'],
    delimiter: values.delimiter === '\\t' ? '\t' : values.delimiter,
    decimal: values.decimal,
    encoding: values.encoding,
    timeFormats: values['time-format'] ?? [],
    timeZone: values['time-zone'],
    currency: values.currency,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: args.filter((each) => each !== '--'), options: known, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function required(value: string | undefined, name: string): string {
  if (value === undefined || value === '') throw new UsageError(`${name} is missing.`);
  return value;
}

function whole(written: string, name: string, least: number): number {
  const value = Number(written);
  if (/^\d+$/.test(written) && Number.isSafeInteger(value) && value >= least) return value;
  throw new UsageError(`${name} is "${written}"; it has to be a whole number of at least ${least}.`);
}

function pairs(written: readonly string[], name: string): Record<string, string> {
  return Object.fromEntries(
    written.map((pair) => {
      const [, key, value] = /^([^=]+)=(.+)$/.exec(pair) ?? [];
      if (key === undefined || value === undefined) {
        throw new UsageError(`${name} is "${pair}"; it has to be name=value.`);
      }
      return [key, value];
    }),
  );
}

function figures(written: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    Object.entries(pairs(written, '--assume')).map(([name, value]) => {
      if (value.trim() === '' || !Number.isFinite(Number(value))) {
        throw new UsageError(`--assume ${name}: "${value}" is no number.`);
      }
      return [name, Number(value)];
    }),
  );
}

function sizes(written: string): { orders: number; returns: number } {
  const [orders = '', returns = '', ...more] = written.split(',');
  if (more.length > 0) throw new UsageError('--generated takes two numbers: ORDERS,RETURNS.');
  return { orders: whole(orders, '--generated', 1), returns: whole(returns, '--generated', 0) };
}

import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { ConfigError, readConfig } from '../config.ts';
import { type Books, booksOf, unevenDays } from '../export/books.ts';
import { type Days, isDay } from '../export/days.ts';
import { documentOf, type ExportFormat, type ExportKind } from '../export/document.ts';
import { SANDBOX_RETAILER } from '../retailer.ts';
import { databaseSettlements } from './export-database.ts';
import { remoteSettlements } from './export-server.ts';
import type { SettlementSource } from './export-source.ts';
import { UsageError } from './usage-error.ts';

const help = `orf export: the books of the forwards, for finance

  orf export settlements   every ledger entry with its settlement, the pair's references and countries
  orf export ledger        what each account moved on each day

  --from DAY     first day in UTC, such as 2027-03-01; without it, from the beginning
  --to DAY       the day after the last one; without it, up to now
  --format       csv or json (csv)
  --out FILE     where to write it; else it is printed
  --url          a server to ask, of whatever make; else the database of this machine (ORF_DATABASE)
  --token        its API key, with the scope settlements:read, and identifiers for the references (ORF_TOKEN)
  --retailer     whose books, in the database of this machine (${SANDBOX_RETAILER})

The database's own figures are held against its ledger. Ends with 0 if all adds up, 1 if not, 2 if not understood.
`;

const options = {
  from: { type: 'string' },
  to: { type: 'string' },
  format: { type: 'string', default: 'csv' },
  out: { type: 'string' },
  url: { type: 'string' },
  token: { type: 'string' },
  retailer: { type: 'string', default: SANDBOX_RETAILER },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Writes settlements or daily totals as a file that adds up; answers the exit code. */
export async function exportBooks(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
  const [kind, ...rest] = positionals;
  if (values.help || kind === undefined) {
    process.stdout.write(help);
    return values.help ? 0 : 2;
  }
  if (rest.length > 0) throw new UsageError(`orf export ${kind} takes options only, not "${rest[0]}".`);
  const wanted = { kind: kindOf(kind), format: formatOf(values.format), days: daysOf(values) };
  const source = await sourceOf(values, process.env);
  try {
    const books = booksOf(await source.read(wanted.days), wanted.days);
    await write(documentOf(books, wanted.kind, wanted.format), values.out);
    return conclude(books, await source.differences(books));
  } finally {
    await source.close();
  }
}

function kindOf(text: string): ExportKind {
  if (text === 'settlements' || text === 'ledger') return text;
  throw new UsageError(`orf export takes settlements or ledger, not "${text}".`);
}

function formatOf(text: string): ExportFormat {
  if (text === 'csv' || text === 'json') return text;
  throw new UsageError(`--format is csv or json, not "${text}".`);
}

function daysOf({ from, to }: Days): Days {
  for (const day of [from, to]) {
    if (day !== undefined && !isDay(day)) throw new UsageError(`A day is written 2027-03-01, not "${day}".`);
  }
  if (from !== undefined && to !== undefined && from >= to) {
    throw new UsageError('--to is the day after the last one: it comes after --from.');
  }
  return { from, to };
}

interface Where {
  readonly url?: string | undefined;
  readonly token?: string | undefined;
  readonly retailer: string;
}

async function sourceOf(
  { url, token, retailer }: Where,
  env: Readonly<Record<string, string | undefined>>,
): Promise<SettlementSource> {
  if (url === undefined) return databaseSettlements(readConfig(env), retailer);
  const key = token ?? env.ORF_TOKEN;
  if (key === undefined || key === '') {
    throw new UsageError('A server wants an API key: --token TOKEN, or set ORF_TOKEN.');
  }
  return remoteSettlements(url, key);
}

/** Money of people's purchases is nobody else's business. */
async function write(text: string, file: string | undefined): Promise<void> {
  if (file === undefined) {
    process.stdout.write(text);
    return;
  }
  await writeFile(file, text, { mode: 0o600 }).catch((error: Error) => {
    throw new ConfigError(`${file} cannot be written: ${error.message}`);
  });
}

function conclude({ rows, settlements, totals }: Books, differences: readonly string[]): number {
  const days = new Set(totals.map(({ day }) => day)).size;
  const faults = [
    ...unevenDays(totals).map((day) => `${day} does not add up to 0`),
    ...differences.map((sum) => `${sum} differs from the ledger`),
  ];
  const verdict = faults.length === 0 ? 'every day adds up to 0' : faults.join('; ');
  process.stderr.write(
    `Entries: ${rows.length}, settlements: ${settlements.length}, days: ${days}; ${verdict}.\n`,
  );
  return faults.length === 0 ? 0 : 1;
}

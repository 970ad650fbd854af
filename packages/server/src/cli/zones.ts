import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { makeZones, tableWith, type ZoneFiles } from '../zones/make-table.ts';
import { reportOn } from '../zones/report.ts';
import { readZoneTable, writeZoneTable } from '../zones/table-file.ts';
import { UsageError } from './usage-error.ts';

const help = `orf zones: postal areas of at least 10,000 addresses, from data of your own

  orf zones check FILE   what would come out, and which lines cannot be read; nothing is kept
  orf zones load FILE    makes the areas and keeps them in the table that ORF_ZONES names

  FILE         postal codes in the layout of GeoNames: tabs, country, code, and ten more columns; unpacked
  --addresses  addresses per postal code: CODE,COUNT, or COUNTRY,CODE,COUNT; without it, areas are coarse
  --country    which countries to read, as NL,BE; else all that are in the file
  --out        the table, if it is not ORF_ZONES; countries that it has and FILE has not stay

The server reads the table when it starts; zones of returns and orders that it has stay as they are. No data comes with it:
GeoNames offers postal codes under CC BY 4.0, and whoever passes on or shows what was made of them has to name it.
Ends with 0 if done, 1 if there is nothing to keep, 2 if not understood.
`;

/** Makes, checks and keeps postal areas; answers the exit code. */
export async function zones(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      addresses: { type: 'string' },
      country: { type: 'string' },
      out: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const [action, postal, ...rest] = positionals;
  if (values.help || action === undefined) {
    process.stdout.write(help);
    return values.help ? 0 : 2;
  }
  if (action !== 'check' && action !== 'load') {
    throw new UsageError(`orf zones takes check or load, not "${action}".`);
  }
  if (postal === undefined || rest.length > 0) throw new UsageError(`orf zones ${action} takes one file.`);
  const files = { postal, addresses: values.addresses, countries: countriesOf(values.country) };
  return action === 'check' ? check(files) : load(files, values.out ?? readConfig(process.env).zones);
}

async function check(files: ZoneFiles): Promise<number> {
  const work = await makeZones(files);
  process.stdout.write(reportOn(files, work));
  return work.countries.length > 0 ? 0 : 1;
}

async function load(files: ZoneFiles, table: string | undefined): Promise<number> {
  if (table === undefined) throw new UsageError('Say where to keep the table: --out FILE, or set ORF_ZONES.');
  const before = await readZoneTable(table);
  const work = await makeZones(files);
  process.stdout.write(reportOn(files, work));
  if (work.countries.length === 0) {
    process.stderr.write(`No postal code could be read: ${table} stays as it is.\n`);
    return 1;
  }
  await writeZoneTable(table, tableWith(before, work));
  process.stdout.write(`Kept in ${table}. A server that is started with ORF_ZONES=${table} goes by it.\n`);
  return 0;
}

function countriesOf(list: string | undefined): ReadonlySet<string> | undefined {
  if (list === undefined) return undefined;
  const countries = list.split(',').map((country) => country.trim());
  const wrong = countries.find((country) => !/^[A-Z]{2}$/.test(country));
  if (wrong !== undefined)
    throw new UsageError(`A country is two capital letters, such as NL, not "${wrong}".`);
  return new Set(countries);
}

import type { CountryAreas, LineFault } from '@open-return-forwarding/core';
import type { Faults } from './intake.ts';
import type { CountryOutcome, ZoneFiles, ZoneWork } from './make-table.ts';

const reasons: Readonly<Record<LineFault, string>> = {
  too_long: 'longer than 8,192 characters',
  too_few_columns: 'not as many columns as the layout has',
  country_unreadable: 'no country of two capital letters',
  code_unreadable: 'no postal code of letters and digits',
  business_code: 'a business delivery code, where nobody lives',
  count_unreadable: 'no whole number of addresses',
};

/** What was read and what came of it, for the person who runs the command. */
export function reportOn(files: ZoneFiles, { postal, counted, countries }: ZoneWork): string {
  const codes = countries.reduce((sum, country) => sum + country.codes, 0);
  const read = `${files.postal}: ${whole(postal.lines)} lines, ${whole(codes)} postal codes (countries: ${countries.length})\n`;
  const other =
    postal.passedOver === 0 ? '' : `  ${whole(postal.passedOver)} passed over, of other countries\n`;
  const counts =
    counted === undefined ? '' : `${files.addresses}: address counts\n${faultsIn(counted.faults)}`;
  return `${read}${faultsIn(postal.faults)}${other}${counts}${countries.map(outcome).join('')}`;
}

function faultsIn(faults: Faults): string {
  return [...faults]
    .map(([fault, { count, lines }]) => {
      const more = count > lines.length ? ' …' : '';
      return `  ${whole(count)} left out, ${reasons[fault]}: line ${lines.join(', ')}${more}\n`;
    })
    .join('');
}

function outcome({ country, codes, unknown, areas }: CountryOutcome): string {
  const found = `${country}  ${whole(codes)} postal codes: `;
  const left =
    unknown === 0 ? '' : `    left out, counted but not in the postal code file: ${whole(unknown)}\n`;
  if (areas === undefined)
    return `${found}the built-in areas stay, since nothing says how many addresses there are\n`;
  return `${found}${inWords(areas)}\n${left}`;
}

function inWords({ basis, addresses_per_code, areas }: CountryAreas): string {
  const sizes = Object.values(areas);
  const by = basis === 'counted' ? 'by counts' : `assuming ${addresses_per_code} per code`;
  if (sizes.length === 0) return `fewer than 10,000 addresses ${by}, so the country alone`;
  const names = sizes.length === 1 ? 'one area' : `${whole(sizes.length)} areas`;
  return `${names} ${by}, the smallest of ${whole(Math.min(...sizes))} addresses`;
}

function whole(number: number): string {
  return number.toLocaleString('en-GB');
}

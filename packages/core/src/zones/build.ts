import type { CountryCode } from '@open-return-forwarding/protocol';
import { builtInForm } from '../matching/zone.ts';
import { type CountryAreas, formOf, MINIMUM_ADDRESSES } from './table.ts';

/** The longest name that an area may have. */
const LONGEST = 8;

/**
 * How many addresses a postal code stands for on average at least, where nobody counted. An assumption: in these countries
 * it is a fifth or less of homes per postal code. Everywhere else a code is taken for a single address.
 */
const assumedAddresses: ReadonlyMap<CountryCode, number> = new Map(
  ['FI', 'GR', 'HR', 'HU', 'SI', 'SK'].map((country) => [country, 100]),
);

/** What is known of a country's postal codes, written without separators. */
export interface PostalCodes {
  readonly country: CountryCode;
  readonly codes: ReadonlySet<string>;
  /** Addresses per postal code, if the operator has them; a code that is missing counts as none. */
  readonly counts?: ReadonlyMap<string, number> | undefined;
}

/**
 * The areas of a country: postal codes that begin alike, merged until every area has 10,000 addresses. Without counts a
 * country with built-in areas keeps those (undefined): nothing proves that finer ones would be large enough.
 */
export function areasOf({ country, codes, counts }: PostalCodes): CountryAreas | undefined {
  if (counts === undefined && builtInForm(country) !== undefined) return undefined;
  const assumed = counts === undefined ? (assumedAddresses.get(country) ?? 1) : undefined;
  const counted = [...codes]
    .toSorted()
    .map((code) => ({ code, addresses: assumed ?? counts?.get(code) ?? 0 }));
  const areas = sumOf(counted) < MINIMUM_ADDRESSES ? new Map<string, number>() : split('', counted);
  return {
    basis: assumed === undefined ? 'counted' : 'assumed',
    ...(assumed === undefined ? {} : { addresses_per_code: assumed }),
    forms: [...new Set(counted.map(({ code }) => formOf(code)))].toSorted(),
    areas: Object.fromEntries([...areas].toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
}

interface CountedCode {
  readonly code: string;
  readonly addresses: number;
}

/** Codes that go on with the same character after a common beginning. */
interface Branch {
  readonly prefix: string;
  readonly codes: readonly CountedCode[];
  readonly addresses: number;
}

/**
 * Splits codes with a common beginning into the branches that are large enough. The rest stays together under the common
 * beginning; where it is too small for that, the smallest branches stay with it. One area in the end: it keeps the
 * shortest name.
 */
function split(prefix: string, codes: readonly CountedCode[]): Map<string, number> {
  const whole = new Map([[prefix, sumOf(codes)]]);
  if (prefix.length === LONGEST) return whole;
  const branches = branchesOf(prefix, codes).toSorted(bySize);
  const rest = codes.filter(({ code }) => code.length === prefix.length);
  let own = sumOf(rest);
  let hasRest = rest.length > 0;
  while (branches.length > 0 && (isTooSmall(branches[0]) || (hasRest && own < MINIMUM_ADDRESSES))) {
    own += branches.shift()?.addresses ?? 0;
    hasRest = true;
  }
  const areas = new Map(branches.flatMap((branch) => [...split(branch.prefix, branch.codes)]));
  if (hasRest) areas.set(prefix, own);
  return areas.size > 1 ? areas : whole;
}

function branchesOf(prefix: string, codes: readonly CountedCode[]): Branch[] {
  const found = new Map<string, CountedCode[]>();
  for (const each of codes) {
    if (each.code.length === prefix.length) continue;
    const beginning = each.code.slice(0, prefix.length + 1);
    const branch = found.get(beginning);
    if (branch === undefined) found.set(beginning, [each]);
    else branch.push(each);
  }
  return [...found].map(([beginning, branch]) => ({
    prefix: beginning,
    codes: branch,
    addresses: sumOf(branch),
  }));
}

function isTooSmall(branch: Branch | undefined): boolean {
  return branch !== undefined && branch.addresses < MINIMUM_ADDRESSES;
}

/** Smallest first; of the same size, the one that comes first. */
function bySize(a: Branch, b: Branch): number {
  return a.addresses - b.addresses || (a.prefix < b.prefix ? -1 : 1);
}

function sumOf(codes: readonly CountedCode[]): number {
  return codes.reduce((sum, { addresses }) => sum + addresses, 0);
}

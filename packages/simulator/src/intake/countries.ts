/** What shops write that is not the English name of today. */
const otherNames: Readonly<Record<string, string>> = {
  'channel islands': 'JE',
  'czech republic': 'CZ',
  eire: 'IE',
  england: 'GB',
  'great britain': 'GB',
  holland: 'NL',
  'hong kong': 'HK',
  rsa: 'ZA',
  'republic of ireland': 'IE',
  scotland: 'GB',
  'the netherlands': 'NL',
  turkey: 'TR',
  uk: 'GB',
  usa: 'US',
  wales: 'GB',
};

let names: Map<string, string> | undefined;

/** The ISO 3166 code of a country, from the code itself or an English name of it; undefined for what is neither. */
export function countryCode(written: string): string | undefined {
  if (/^[A-Z]{2}$/.test(written)) return written === 'UK' ? 'GB' : written;
  names ??= englishNames();
  return names.get(written.toLowerCase());
}

function englishNames(): Map<string, string> {
  const english = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  const found = new Map<string, string>(Object.entries(otherNames));
  for (const code of codes) {
    const name = english.of(code)?.toLowerCase();
    // A withdrawn code (DD, YU) has the name of its successor.
    if (name !== undefined) found.set(name, new Intl.Locale(`und-${code}`).region ?? code);
  }
  return found;
}

import type { Locale } from '@open-return-forwarding/protocol';

/** In which language people are written to: by the country of their address, else in the one language. */
export interface Languages {
  readonly standard: Locale;
  readonly byCountry: ReadonlyMap<string, Locale>;
}

export const mailLocales: readonly Locale[] = ['en', 'nl', 'de', 'fr'];

/** Reads `en` or `en, NL=nl, BE=nl`. Throws a TypeError that says what is wrong. */
export function readLanguages(text: string): Languages {
  const [standard = '', ...rules] = text.split(',').map((part) => part.trim());
  const byCountry = new Map<string, Locale>();
  for (const rule of rules) {
    const [, country = '', locale = ''] = /^([A-Z]{2})=(.*)$/.exec(rule) ?? [];
    if (country === '') throw new TypeError(`"${rule}" is not written as in NL=nl`);
    byCountry.set(country, localeOf(locale));
  }
  return { standard: localeOf(standard), byCountry };
}

export function languageFor({ standard, byCountry }: Languages, country: string): Locale {
  return byCountry.get(country) ?? standard;
}

function localeOf(text: string): Locale {
  const locale = mailLocales.find((each) => each === text);
  if (locale === undefined) throw new TypeError(`"${text}" is none of ${mailLocales.join(', ')}`);
  return locale;
}

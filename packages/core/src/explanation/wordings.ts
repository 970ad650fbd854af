import type { Locale } from '@open-return-forwarding/protocol';
import { de } from './wording/de.ts';
import { en } from './wording/en.ts';
import { fr } from './wording/fr.ts';
import { nl } from './wording/nl.ts';
import type { Wording } from './wording/wording.ts';

const wordings: Readonly<Record<Locale, Wording>> = { en, nl, de, fr };

/** The wording of a language (`nl`, or a tag such as `nl-BE`); English where there is none. */
export function wordingFor(locale: string): Wording {
  const language = locale.split('-', 1)[0] ?? locale;
  return Object.hasOwn(wordings, language) ? wordings[language as Locale] : en;
}

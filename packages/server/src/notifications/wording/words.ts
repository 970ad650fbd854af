import type { Locale } from '@open-return-forwarding/protocol';
import { de } from './de.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { nl } from './nl.ts';
import type { MailWording } from './wording.ts';

export const words: Readonly<Record<Locale, MailWording>> = { en, nl, de, fr };

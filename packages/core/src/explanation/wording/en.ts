import { sayIn } from '../say.ts';
import { consumer } from './en/consumer.ts';
import { decision } from './en/decision.ts';
import { support } from './en/support.ts';
import { terms } from './en/terms.ts';
import type { Wording } from './wording.ts';

/** English, with British dates. */
export const en: Wording = { locale: 'en', say: sayIn('en-GB', terms), consumer, support, decision };

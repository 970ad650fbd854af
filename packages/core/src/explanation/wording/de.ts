import { sayIn } from '../say.ts';
import { consumer } from './de/consumer.ts';
import { decision } from './de/decision.ts';
import { support } from './de/support.ts';
import { terms } from './de/terms.ts';
import type { Wording } from './wording.ts';

/** German, in the Sie-form: it suits every shop, and a retailer who says du overrides the sentences. */
export const de: Wording = { locale: 'de', say: sayIn('de-DE', terms), consumer, support, decision };

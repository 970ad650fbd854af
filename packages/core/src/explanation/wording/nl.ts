import { sayIn } from '../say.ts';
import { consumer } from './nl/consumer.ts';
import { decision } from './nl/decision.ts';
import { support } from './nl/support.ts';
import { terms } from './nl/terms.ts';
import type { Wording } from './wording.ts';

/** Dutch, in the je-form. */
export const nl: Wording = { locale: 'nl', say: sayIn('nl-NL', terms), consumer, support, decision };

import { type Say, sayIn } from '../say.ts';
import { consumer } from './fr/consumer.ts';
import { decision } from './fr/decision.ts';
import { support } from './fr/support.ts';
import { terms } from './fr/terms.ts';
import type { Wording } from './wording.ts';

/** French says « 1er mars », which the platform's formats do not. */
function withOrdinals(say: Say): Say {
  const ordinal = (day: string) => day.replace(/^1 /, '1er ');
  return {
    ...say,
    date: (instant) => ordinal(say.date(instant)),
    moment: (instant) => ordinal(say.moment(instant)),
  };
}

/** French, in the vous-form. */
export const fr: Wording = {
  locale: 'fr',
  say: withOrdinals(sayIn('fr-FR', terms)),
  consumer,
  support,
  decision,
};

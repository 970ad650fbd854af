import type { Locale } from '@open-return-forwarding/protocol';
import type { Say } from '../say.ts';
import type { ConsumerWording } from './consumer.ts';
import type { DecisionWording } from './decision.ts';
import type { SupportWording } from './support.ts';

/** Every sentence of one language. A sentence that is missing does not compile. */
export interface Wording {
  readonly locale: Locale;
  readonly say: Say;
  readonly consumer: ConsumerWording;
  readonly support: SupportWording;
  readonly decision: DecisionWording;
}

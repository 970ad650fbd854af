import type {
  Explanation,
  ExplanationAudience,
  Locale,
  WordingPolicy,
} from '@open-return-forwarding/protocol';
import { type Told, tellConsumer } from './consumer.ts';
import type { ExplainedReturn } from './facts.ts';
import { tellStaff } from './support.ts';
import { de } from './wording/de.ts';
import { en } from './wording/en.ts';
import { fr } from './wording/fr.ts';
import { nl } from './wording/nl.ts';
import { reworded } from './wording/reworded.ts';
import type { Wording } from './wording/wording.ts';

const wordings: Readonly<Record<Locale, Wording>> = { en, nl, de, fr };

/** A return to explain, for whom, and in which language (`nl`, or a tag such as `nl-BE`). */
export interface ExplanationRequest extends ExplainedReturn {
  readonly audience: ExplanationAudience;
  readonly locale: string;
  /** The retailer's own words; they win over the built-in ones. */
  readonly wording?: WordingPolicy | undefined;
}

/**
 * Explains where a return stands and why. A language without wording is answered in English; `locale` says which one
 * it became.
 */
export function explain(request: ExplanationRequest): Explanation {
  const builtIn = wordingFor(request.locale);
  const wording = reworded(builtIn, request.wording?.[builtIn.locale]?.consumer);
  const { headline, lines } = tell(request, wording);
  return {
    return_id: request.return.id,
    audience: request.audience,
    locale: wording.locale,
    headline,
    lines: [...lines],
    policy_version: request.return.assessment?.policy_version ?? request.return.policy_version,
  };
}

function tell(request: ExplanationRequest, wording: Wording): Told {
  const { audience } = request;
  switch (audience) {
    case 'consumer':
      return tellConsumer(request, wording);
    case 'support':
    case 'finance':
      return tellStaff(request, wording, audience);
    default:
      return audience satisfies never;
  }
}

function wordingFor(locale: string): Wording {
  const language = locale.split('-', 1)[0] ?? locale;
  return Object.hasOwn(wordings, language) ? wordings[language as Locale] : en;
}

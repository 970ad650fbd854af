import type { Explanation, ExplanationAudience, WordingPolicy } from '@open-return-forwarding/protocol';
import { type Told, tellConsumer } from './consumer.ts';
import type { ExplainedReturn } from './facts.ts';
import { tellStaff } from './support.ts';
import { reworded } from './wording/reworded.ts';
import type { Wording } from './wording/wording.ts';
import { wordingFor } from './wordings.ts';

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

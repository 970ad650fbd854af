import type { Json } from '../contract/documents.ts';
import { isFailure, type Outcome } from '../driver/step.ts';

/** An answer as a check looks at it. */
export interface Reply {
  /** 0 where nothing that is HTTP came back. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as it came; base64 where it is no text. */
  readonly text: string;
  /** The body as JSON; undefined where it is none. */
  readonly json: Json | undefined;
  /** Why nothing came back, where nothing did. */
  readonly failure?: string;
  /** The number of the step that made it. */
  readonly step: number;
}

export function replyOf(outcome: Outcome, step: number): Reply {
  if (isFailure(outcome)) {
    const failure = `${outcome.failure} (${outcome.detail})`;
    return { status: 0, headers: {}, text: '', json: undefined, failure, step };
  }
  const text = 'text' in outcome.body ? outcome.body.text : outcome.body.base64;
  return { status: outcome.status, headers: outcome.headers, text, json: parsed(text), step };
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** Which of the configured credentials a request carries. The token itself never enters a record. */
export type CredentialName =
  | 'all_scopes'
  | 'without_identifiers'
  | 'read_only'
  | 'write_only'
  | 'other_retailer'
  | 'test_control'
  | 'unknown'
  | 'none';

/** Bytes of a message as a record holds them: text, or base64 where they are no valid UTF-8. */
export type Bytes = { readonly text: string } | { readonly base64: string };

/** A request as a check writes it. `path` follows the base URL; a header that is undefined is not sent. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly credential: CredentialName;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Bytes;
  /** Sent as it is instead of a request that HTTP would allow: `{token}`, `{host}` and `{base}` are filled in. */
  readonly raw?: Bytes;
}

/** What came back. Header names are in lower case; several fields of a name are joined by a comma. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Bytes;
}

/** Why nothing came back that could be read as an answer. */
export type WireFailureCode =
  | 'refused'
  | 'unresolved'
  | 'tls'
  | 'timeout'
  | 'cut_off'
  | 'too_large'
  | 'not_http';

export interface WireFailure {
  readonly failure: WireFailureCode;
  readonly detail: string;
}

export type Outcome = WireAnswer | WireFailure;

export interface Exchange {
  readonly request: WireRequest;
  readonly outcome: Outcome;
}

/** A message that the suite's own receiver was sent. */
export interface Received {
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Bytes;
  /** What the receiver answered, or 0 where it kept silent. */
  readonly answered: number;
}

/** How one URL of the receiver behaves: an answer per request in turn; the last one holds from then on. */
export interface ReceiverPlan {
  /** `untrusted`: by https, with a certificate that nobody vouches for. */
  readonly certificate?: 'untrusted';
  readonly answers: readonly ReceiverAnswer[];
}

export interface ReceiverAnswer {
  /** 0: no answer at all until the sender gives up. */
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds before it answers. */
  readonly after_ms?: number;
}

/** One thing that a check did, with what came of it: enough to judge again without a network. */
export type Step =
  | { readonly kind: 'exchange'; readonly exchange: Exchange }
  | { readonly kind: 'race'; readonly exchanges: readonly Exchange[] }
  | { readonly kind: 'listen'; readonly plan: ReceiverPlan; readonly url: string }
  | { readonly kind: 'collect'; readonly url: string; readonly received: readonly Received[] }
  | { readonly kind: 'pause'; readonly ms: number };

/** Everything that a check can do to the world. */
export interface Driver {
  send(request: WireRequest): Promise<Outcome>;
  /** Sends all of them at the same moment. */
  race(requests: readonly WireRequest[]): Promise<readonly Outcome[]>;
  /** Opens a URL of the suite's receiver. */
  listen(plan: ReceiverPlan): Promise<string>;
  /** What arrived at a URL so far. */
  collect(url: string): Promise<readonly Received[]>;
  pause(ms: number): Promise<void>;
}

export function isFailure(outcome: Outcome): outcome is WireFailure {
  return 'failure' in outcome;
}

/** Text of a message; bytes that are no text are shown as base64. */
export function textOf(bytes: Bytes): string {
  return 'text' in bytes ? bytes.text : bytes.base64;
}

export function bytesOf(bytes: Bytes): Buffer {
  return 'text' in bytes ? Buffer.from(bytes.text, 'utf8') : Buffer.from(bytes.base64, 'base64');
}

/** Bytes as a record holds them. */
export function recorded(buffer: Buffer): Bytes {
  const text = buffer.toString('utf8');
  return Buffer.from(text, 'utf8').equals(buffer) ? { text } : { base64: buffer.toString('base64') };
}

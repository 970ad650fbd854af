/** A message to one person, ready to go. */
export interface OutgoingMessage {
  /** The same at every attempt: whoever gets it twice can tell. */
  readonly id: string;
  readonly to: { readonly name: string; readonly address: string };
  /** Who speaks: the retailer. */
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Language of the message, `nl`. */
  readonly language: string;
}

/** Brings one message to one person. */
export interface Notifier {
  /** Resolves once somebody else is responsible for the message. Throws NotSent. */
  send(message: OutgoingMessage, ending: AbortSignal): Promise<void>;
}

/** A message that was not taken. Its `code` is fit for a log: servers' own words may quote the address. */
export class NotSent extends Error {
  override readonly name = 'NotSent';
  readonly code: string;
  /** Trying again is in vain. */
  readonly final: boolean;

  constructor(code: string, { final }: { readonly final: boolean }) {
    super(`not sent: ${code}`);
    this.code = code;
    this.final = final;
  }
}

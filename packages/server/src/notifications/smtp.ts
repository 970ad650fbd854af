import { createTransport } from 'nodemailer';
import { type Notifier, NotSent, type OutgoingMessage } from './notifier.ts';

const CONNECT_MS = 10_000;
const SILENCE_MS = 15_000;
const WHOLE_MS = 45_000;

export interface SmtpSettings {
  /** `smtp://user:password@host:587` or `smtps://…:465`, with nodemailer's options as its query. */
  readonly url: string;
  /** The address that messages come from. */
  readonly from: string;
}

/**
 * Sends by SMTP, a connection a message. Unless the URL says otherwise, a server that is not on this machine has to offer
 * TLS: these messages name people and what they bought.
 */
export function createSmtpNotifier({ url, from }: SmtpSettings): Notifier {
  const transport = createTransport({
    url,
    ...(wantsTls(url) && { requireTLS: true }),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = from.slice(from.lastIndexOf('@') + 1);
  return {
    send: async (message, ending) => {
      const signal = AbortSignal.any([ending, AbortSignal.timeout(WHOLE_MS)]);
      try {
        await transport.sendMail({
          ...mailOf(message, from),
          messageId: `<${message.id}@${domain}>`,
          signal,
        });
      } catch (error) {
        throw notSent(error);
      }
    },
  };
}

/** Nothing of it is parsed as a list of addresses: the one address is the whole envelope. */
function mailOf({ to, from: name, subject, text, html, language }: OutgoingMessage, from: string) {
  return {
    from: { name, address: from },
    to,
    envelope: { from, to: [to.address] },
    subject,
    text,
    html,
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
  };
}

function wantsTls(text: string): boolean {
  const url = new URL(text);
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  const isSaid = url.searchParams.has('ignoreTLS') || url.searchParams.has('requireTLS');
  return url.protocol === 'smtp:' && !isHere && !isSaid;
}

/** What an SMTP server refuses for good is the recipient or the message; all else may be mended. */
function notSent(error: unknown): NotSent {
  const { code, responseCode } = error as { readonly code?: unknown; readonly responseCode?: unknown };
  const name = typeof code === 'string' && /^[A-Z_]{1,30}$/.test(code) ? code : 'UNKNOWN';
  const status = typeof responseCode === 'number' ? responseCode : 0;
  const final = status >= 500 && status < 600 && (name === 'EENVELOPE' || name === 'EMESSAGE');
  return new NotSent(status === 0 ? name : `${name} ${status}`, { final });
}

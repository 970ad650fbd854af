import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** A message as the mail server got it. */
export interface Received {
  /** Every recipient of the envelope. */
  readonly to: readonly string[];
  readonly from: string;
  readonly raw: string;
  readonly mail: Email;
}

/** A mail server on loopback that keeps what it gets. */
export interface Mailbox {
  readonly url: string;
  readonly received: readonly Received[];
  /** Connections that were made. */
  readonly connections: number;
  /** What the server says to a recipient instead of taking it; undefined takes it. */
  refuse: ((address: string) => number | undefined) | undefined;
  clear(): void;
  /** Stops answering; the port stays free to come back on. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

export async function openMailbox(): Promise<Mailbox> {
  const state = { port: 0, connections: 0, received: [] as Received[] };
  let server: SMTPServer | undefined;
  const mailbox: Mailbox = {
    get url() {
      return `smtp://127.0.0.1:${state.port}`;
    },
    get received() {
      return state.received;
    },
    get connections() {
      return state.connections;
    },
    refuse: undefined,
    clear: () => {
      state.received.length = 0;
      state.connections = 0;
    },
    stop: () => new Promise((resolve) => (server ? server.close(() => resolve()) : resolve())),
    start: async () => {
      server = serverFor(state, mailbox);
      const listening = server.listen(state.port, '127.0.0.1');
      await new Promise((resolve) => listening.once('listening', resolve));
      state.port = (listening.address() as AddressInfo).port;
    },
  };
  await mailbox.start();
  return mailbox;
}

function serverFor(
  state: { connections: number; readonly received: Received[] },
  mailbox: Pick<Mailbox, 'refuse'>,
): SMTPServer {
  return new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onConnect: (_, done) => {
      state.connections += 1;
      done();
    },
    onRcptTo: ({ address }, _, done) => {
      const responseCode = mailbox.refuse?.(address);
      if (responseCode === undefined) return done();
      done(Object.assign(new Error(`no mailbox ${address} here`), { responseCode }));
    },
    onData: (stream, { envelope }, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.once('end', () => {
        const raw = Buffer.concat(chunks);
        void PostalMime.parse(raw).then((mail) => {
          const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
          state.received.push({
            to: envelope.rcptTo.map(({ address }) => address),
            from,
            raw: raw.toString(),
            mail,
          });
          done();
        }, done);
      });
    },
  });
}

/** All that a message says, however it is encoded. */
export function allOf({ raw, mail }: Received): string {
  return [raw, mail.text, mail.html, mail.subject, JSON.stringify(mail.headers)].join('\n');
}

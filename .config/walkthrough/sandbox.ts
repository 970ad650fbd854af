import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duplex } from 'node:stream';
import { compose } from '../../packages/server/src/compose.ts';
import { appOf, readConfig } from '../../packages/server/src/index.ts';

/** A webhook as it went over the wire. */
export interface Message {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A reference server in this process with a clock that stands still, and what it has posted so far. */
export interface Sandbox {
  readonly fetch: (request: Request) => Response | Promise<Response>;
  readonly messages: readonly Message[];
  close(): Promise<void>;
}

/** Starts one on a database of its own. Nothing leaves the process: webhooks end in `messages`, answered with 204. */
export async function startSandbox(): Promise<Sandbox> {
  const folder = mkdtempSync(join(tmpdir(), 'orf-walkthrough-'));
  const config = readConfig({
    ORF_DATABASE: join(folder, 'orf.db'),
    ORF_LOG_LEVEL: 'error',
    ORF_BASE_URL: 'http://localhost:8787',
  });
  const messages: Message[] = [];
  const network = {
    resolve: async () => ['93.184.215.14'],
    connect: () => receiver((message) => messages.push(message)),
  };
  const composition = await compose(config, { webhooks: { network } });
  const app = appOf(composition);
  return {
    fetch: (request) => app.fetch(request),
    messages,
    close: async () => {
      await composition.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** A connection whose other end takes one request and answers 204. */
function receiver(take: (message: Message) => void): Duplex {
  let text = '';
  return new Duplex({
    read: () => undefined,
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString('utf8');
      const [head = '', body] = text.split('\r\n\r\n');
      const headers = Object.fromEntries(
        head
          .split('\r\n')
          .slice(1)
          .map((line) => [line.split(':')[0]?.toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
      );
      if (body !== undefined && Buffer.byteLength(body) >= Number(headers['content-length'])) {
        take({ headers, body });
        this.push('HTTP/1.1 204 No Content\r\n\r\n');
        this.push(null);
      }
      done();
    },
  });
}

import { type ServerType, serve } from '@hono/node-server';
import { appOf, type ComposeOptions, type Composition, compose } from './compose.ts';
import type { Config } from './config.ts';
import { refuseUnreadable } from './http/unreadable.ts';

/** A server that answers. */
export interface RunningServer {
  /** Without a slash at the end. */
  readonly url: string;
  /** Finishes what is under way, then ends. */
  close(): Promise<void>;
}

/** Answers a request. */
export type Serve = (request: Request) => Response | Promise<Response>;

export interface StartOptions extends ComposeOptions {
  /** Stands between the listener and the application: what it answers is what callers get. */
  readonly around?: (composition: Composition, serve: Serve) => Serve;
}

/** Starts a server and answers once it listens. Throws ConfigError, or the error of the port that is taken. */
export async function startServer(
  config: Config,
  { around = (_, serve) => serve, ...options }: StartOptions = {},
): Promise<RunningServer> {
  const composition = await compose(config, options);
  try {
    const { server, port } = await listen(around(composition, appOf(composition).fetch), config);
    const host = config.host.includes(':') ? `[${config.host}]` : config.host;
    const url = `http://${host}:${port}`;
    composition.listening(url);
    composition.worker.start();
    return {
      url,
      async close() {
        await stopListening(server);
        await composition.close();
      },
    };
  } catch (error) {
    await composition.close();
    throw error;
  }
}

interface Listening {
  readonly server: ServerType;
  readonly port: number;
}

function listen(fetch: Serve, { port, host }: Config): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, port, hostname: host }, (info) => resolve({ server, port: info.port }));
    server.once('error', reject);
    server.on('clientError', refuseUnreadable);
  });
}

/** Idle connections are let go, busy ones are waited for. */
function stopListening(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    if ('closeIdleConnections' in server) server.closeIdleConnections();
  });
}

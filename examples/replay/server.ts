import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, OrfError, OrfProblem } from '@open-return-forwarding/client';
import { readConfig, startServer } from '@open-return-forwarding/server';

export const DEFAULT_URL = 'http://127.0.0.1:8787';

/** A sandbox to replay on. */
export interface ReachedServer {
  url: string;
  /** One line on which server it is. */
  note: string;
  close(): Promise<void>;
}

/** The replay cannot go on; the message says what to do. */
export class ReplayError extends Error {
  override readonly name = 'ReplayError';
}

/** Which server is wanted, and how it is spoken to. */
export interface WantedServer {
  url?: string | undefined;
  token: string;
  testControl: string;
}

/**
 * Finds the server: the one that was named; else the one at the default address, as long as nothing in it would be
 * lost; else one of its own on a temporary database that goes when it is closed. Throws `ReplayError` where a named
 * server does not answer or is no sandbox.
 */
export async function reachServer(wanted: WantedServer): Promise<ReachedServer> {
  const { url } = wanted;
  if (url === undefined) return reachDefault(wanted, DEFAULT_URL);
  const environment = await environmentOf(url);
  if (environment === undefined) throw new ReplayError(`No server of this protocol answers at ${url}.`);
  if (environment !== 'sandbox') {
    throw new ReplayError(`The server at ${url} is ${environment}; a replay needs a sandbox.`);
  }
  return { url, note: `Replaying on the sandbox at ${url}, which is emptied first.`, close: async () => {} };
}

/** Nobody named this server, so nothing of it may be deleted. */
export async function reachDefault(wanted: WantedServer, url: string): Promise<ReachedServer> {
  const environment = await environmentOf(url);
  if (environment === undefined) return startOwn(wanted, `No server answers at ${url}`);
  if (environment !== 'sandbox') return startOwn(wanted, `The server at ${url} is no sandbox`);
  if (await holdsRecords(url, wanted.token)) {
    return startOwn(wanted, `The sandbox at ${url} holds records (name it with --url to empty it)`);
  }
  return { url, note: `Replaying on the empty sandbox at ${url}.`, close: async () => {} };
}

/** What the server at an address is; undefined where none of this protocol answers. */
async function environmentOf(url: string): Promise<string | undefined> {
  try {
    return (await createClient({ baseUrl: url, retries: 0 }).getDiscovery()).environment;
  } catch (error) {
    if (error instanceof OrfError) return undefined;
    throw error;
  }
}

/** Whether there is anything to lose; where our token opens nothing, it is somebody else's. */
async function holdsRecords(url: string, token: string): Promise<boolean> {
  const orf = createClient({ baseUrl: url, token });
  try {
    const pages = [
      await orf.listReturns({ query: { limit: 1 } }),
      await orf.listOrders({ query: { limit: 1 } }),
    ];
    return pages.some(({ items }) => items.length > 0);
  } catch (error) {
    if (error instanceof OrfProblem) return true;
    throw error;
  }
}

async function startOwn({ token, testControl }: WantedServer, why: string): Promise<ReachedServer> {
  const folder = await mkdtemp(join(tmpdir(), 'orf-replay-'));
  const forget = () => rm(folder, { recursive: true, force: true });
  try {
    const server = await startServer(
      readConfig({
        PORT: '0',
        ORF_DATABASE: join(folder, 'orf.db'),
        ORF_SANDBOX_TOKEN: token,
        ORF_TEST_CONTROL_SECRET: testControl,
        ORF_REQUESTS_PER_MINUTE: '10000000',
      }),
    );
    const close = async () => {
      await server.close();
      await forget();
    };
    const note = `${why}; one was started for this run, on a temporary database.`;
    return { url: server.url, note, close };
  } catch (error) {
    await forget();
    throw error;
  }
}

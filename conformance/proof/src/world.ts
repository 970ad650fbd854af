import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config, Transport } from '@open-return-forwarding/conformance';
import { scopes } from '@open-return-forwarding/protocol';
import {
  type Composition,
  issueKey,
  readConfig,
  SANDBOX_RETAILER,
  type Serve,
  startServer,
} from '@open-return-forwarding/server';
import { inProcess } from './in-process.ts';

/** What is different about a server. */
export interface Difference {
  /** Changes what the server is put together from, before it answers anything. */
  readonly compose?: (composition: Composition) => void;
  /** Stands in front of the application. `serve` is the reference server. */
  readonly around?: (serve: Serve) => Serve;
  /** Path of the base URL, where the server is not at the root of its host. */
  readonly path?: string;
  /** Trying it takes long and little work, since the suite waits for most of the time. */
  readonly waits?: true;
}

/** A reference server with a difference, listening on loopback. */
export interface World {
  /** How the suite reaches it, with a credential of every kind. */
  readonly config: Config;
  /** The way to it without a socket; what is sent as raw bytes still takes the other one. */
  readonly transport: Transport;
  close(): Promise<void>;
}

/** Starts the reference server, or one that differs from it, on a free port with a database of its own. */
export async function startWorld({
  compose,
  around = (serve) => serve,
  path = '',
}: Difference = {}): Promise<World> {
  const folder = mkdtempSync(join(inMemory(), 'orf-proof-'));
  let composition: Composition | undefined;
  let served: Serve | undefined;
  const server = await startServer(
    readConfig({ PORT: '0', ORF_DATABASE: join(folder, 'orf.db'), ORF_LOG_LEVEL: 'silent' }),
    {
      around: (made, serve) => {
        composition = made;
        compose?.(made);
        served = around(serve);
        return served;
      },
    },
  );
  if (composition === undefined || served === undefined)
    throw new Error('the server was started without being put together');
  return {
    config: { url: server.url + path, tokens: await tokensOf(composition), headers: {}, timeout_seconds: 10 },
    transport: inProcess(served),
    close: async () => {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A folder in memory where there is one: a proof needs no durability, and runs many servers. */
function inMemory(): string {
  return existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
}

async function tokensOf({ store }: Composition): Promise<Config['tokens']> {
  const key = async (name: string, wanted: (scope: string) => boolean, retailer = SANDBOX_RETAILER) => {
    const kept = scopes.filter(wanted);
    return (await issueKey(store, { environment: 'sandbox', name, scopes: kept, retailer })).token;
  };
  return {
    all_scopes: 'orf_test_sandbox',
    test_control: 'orf_test_control',
    without_identifiers: await key('without identifiers', (scope) => scope !== 'identifiers'),
    read_only: await key('read only', (scope) => scope.endsWith(':read')),
    write_only: await key('write only', (scope) => scope.endsWith(':write')),
    other_retailer: await key('another retailer', () => true, 'rtl_other'),
  };
}

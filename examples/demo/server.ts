import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, type OrfClient } from '@open-return-forwarding/client';
import { createTestControl, type OrfTestControl } from '@open-return-forwarding/client/test-control';
import { readConfig, readPolicyFile, startServer } from '@open-return-forwarding/server';

const TOKEN = 'orf_test_demo';
const SECRET = 'orf_test_control_demo';

/** A sandbox of its own, and the two clients that everything goes through. */
export interface Sandbox {
  readonly url: string;
  readonly orf: OrfClient;
  readonly control: OrfTestControl;
  /** Stops the server. Its database goes with the process. */
  close(): Promise<void>;
}

/** Starts a server on a temporary database, at `start` by its clock and with the demo's policy. */
export async function startSandbox(start: string): Promise<Sandbox> {
  const folder = await mkdtemp(join(tmpdir(), 'orf-demo-'));
  // However the process ends: interrupted, or with nobody reading on.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const server = await startServer(
    readConfig({
      PORT: '0',
      ORF_DATABASE: join(folder, 'orf.db'),
      ORF_SANDBOX_TOKEN: TOKEN,
      ORF_TEST_CONTROL_SECRET: SECRET,
    }),
  );
  const control = createTestControl({ baseUrl: server.url, token: SECRET });
  try {
    const policy = await readPolicyFile(join(import.meta.dirname, 'policy.yaml'));
    await control.resetSandbox({ body: { now: start, policy } });
  } catch (error) {
    await server.close();
    throw error;
  }
  const orf = createClient({ baseUrl: server.url, token: TOKEN });
  return { url: server.url, orf, control, close: () => server.close() };
}

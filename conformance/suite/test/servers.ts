import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createSocketServer } from 'node:net';
import type { Config } from '../src/config.ts';

/** Something that listens where a server of the protocol should. */
export interface Impostor {
  readonly url: string;
  close(): Promise<void>;
}

export function answering(listener: RequestListener): Promise<Impostor> {
  return listening(createServer(listener));
}

/** Takes connections and does with them what it likes. */
export function onSocket(take: Parameters<typeof createSocketServer>[1]): Promise<Impostor> {
  return listening(createSocketServer(take));
}

async function listening(server: ReturnType<typeof createSocketServer>): Promise<Impostor> {
  const open = new Set<{ destroy(): void }>();
  server.on('connection', (socket) => open.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

export function configFor(url: string): Config {
  return {
    url,
    tokens: { all_scopes: 'orf_test_x', test_control: 'secret-of-the-test' },
    headers: {},
    timeout_seconds: 1,
  };
}

/** A discovery document as any sandbox could have it. */
export const discovery = {
  protocol_versions: ['v1'],
  version: '0.1.0',
  base_url: 'http://127.0.0.1',
  environment: 'sandbox',
  profiles: ['core'],
  features: [],
  carriers: [],
  countries: ['NL'],
  currencies: ['EUR'],
  idempotency_retention_hours: 24,
  assessment_max_seconds: 0,
  order_decision_max_seconds: 0,
  documentation: { problems: '/problems', openapi: '/openapi.json', docs: '/docs/' },
};

import { lookup } from 'node:dns/promises';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectSecurely } from 'node:tls';

/** The network as deliveries see it; tests put another one in its place. */
export interface Network {
  /** Every address of a name. Rejects if it has none. */
  resolve(name: string): Promise<string[]>;
  /** Opens a connection to exactly this address; never looks a name up. */
  connect(to: Connect): Duplex;
}

export interface Connect {
  /** A literal address, checked before. */
  readonly address: string;
  readonly port: number;
  /** The host name for TLS, whose certificate has to be valid for it; absent for plain http. */
  readonly secureFor?: string;
}

/** The real one. */
export const internet: Network = {
  async resolve(name) {
    const found = await lookup(name, { all: true, verbatim: true });
    return found.map(({ address }) => address);
  },
  connect({ address, port, secureFor }): Socket {
    if (secureFor === undefined) return connect({ host: address, port });
    // Of an address there is no server name to send; its certificate is checked all the same.
    const isName = secureFor !== address;
    return connectSecurely({ host: address, port, ...(isName && { servername: secureFor }) });
  },
};

import { Duplex } from 'node:stream';
import type { Connect, Network } from '../../src/delivery/network.ts';

/** What names resolve to; one with `later` changes its answer at the second look. */
const zone: Record<string, readonly string[] | { readonly first: string[]; readonly later: string[] }> = {
  'public.example': ['93.184.215.14'],
  'public6.example': ['2606:2800:21f:cb07:6820:80da:af6b:8b2c'],
  'private.example': ['10.0.0.7'],
  'loopback.example': ['127.0.0.1'],
  'metadata.example': ['169.254.169.254'],
  'mapped.example': ['::ffff:10.0.0.7'],
  'link.example': ['fe80::1%eth0'],
  'mixed.example': ['93.184.215.14', '192.168.0.1'],
  'mixed6.example': ['93.184.215.14', 'fd00::1'],
  'nothing.example': [],
  'rebinding.example': { first: ['93.184.215.14'], later: ['127.0.0.1'] },
};

/** Every connection that was asked for. */
export const connections: Connect[] = [];
/** How often each name was looked up. */
export const looks = new Map<string, number>();
/** Resolves from the zone, connects to nobody, and remembers who was asked for. */
export const network: Network = {
  async resolve(name) {
    const times = (looks.get(name) ?? 0) + 1;
    looks.set(name, times);
    const found = zone[name];
    if (found === undefined) throw new Error('ENOTFOUND');
    return 'first' in found ? (times === 1 ? found.first : found.later) : [...found];
  },
  connect(to) {
    connections.push(to);
    return new Duplex({
      read: () => undefined,
      write(_chunk, _encoding, done) {
        done();
        this.push('HTTP/1.1 204 No Content\r\n\r\n');
        this.push(null);
      },
    });
  },
};

/** Forgets what was asked for. */
export function forget(): void {
  connections.length = 0;
  looks.clear();
}

import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Network = [Address, number];

/** What the operator lets messages go to beside public addresses. */
export interface AllowList {
  /** Names in lower case; whatever they resolve to is allowed. */
  readonly names: ReadonlySet<string>;
  readonly networks: readonly Network[];
}

/** Public IPv6 addresses are nowhere else, whatever else the address library takes for ordinary ... */
const PUBLIC_6 = network('2000::/3');
/** ... and within it these are set aside for protocols, tunnels and examples. */
const NOT_PUBLIC_6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'].map(network);

/**
 * Reads `name, address, network/bits, …`.
 * @throws {RangeError} naming the entry that is none of the three.
 */
export function readAllowList(text: string): AllowList {
  const names = new Set<string>();
  const networks: Network[] = [];
  for (const entry of text.split(',').map((each) => each.trim().toLowerCase())) {
    if (entry === '') continue;
    if (ipaddr.isValidCIDR(entry)) networks.push(network(entry));
    else if (isIP(entry) !== 0) networks.push(single(ipaddr.parse(entry)));
    else if (/^(?=.{1,253}$)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*$/.test(entry) && !/^[\d.]+$/.test(entry)) {
      names.add(entry);
    } else throw new RangeError(`"${entry}" is no host name, address or network`);
  }
  return { names, networks };
}

/** Whether an address, as a resolver writes it, is one of the public internet. Anything unknown is not. */
export function isPublic(text: string): boolean {
  const address = parse(text);
  if (address === undefined || address.range() !== 'unicast') return false;
  if (address.kind() === 'ipv4') return true;
  return within(address, PUBLIC_6) && !NOT_PUBLIC_6.some((each) => within(address, each));
}

/** Whether an address is this machine itself: 127.0.0.0/8 or ::1, and no other spelling of them. */
export function isLoopback(text: string): boolean {
  return parse(text)?.range() === 'loopback';
}

export function isAllowed({ networks }: AllowList, text: string): boolean {
  const address = parse(text);
  return address !== undefined && networks.some((each) => within(address, each));
}

/** The plain form only. An address with a zone (`fe80::1%eth0`) belongs to one link, and is none here. */
function parse(text: string): Address | undefined {
  return isIP(text) !== 0 && !text.includes('%') ? ipaddr.parse(text) : undefined;
}

function within(address: Address, [base, bits]: Network): boolean {
  return address.kind() === base.kind() && address.match(base, bits);
}

function network(text: string): Network {
  return ipaddr.parseCIDR(text);
}

function single(address: Address): Network {
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

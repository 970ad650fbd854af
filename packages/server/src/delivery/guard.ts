import { isIP } from 'node:net';
import { type AllowList, isAllowed, isLoopback, isPublic } from './addresses.ts';

/** What messages may be sent to. */
export interface GuardRules {
  readonly environment: 'live' | 'sandbox';
  readonly allow: AllowList;
}

/** Where a URL leads; `host` is a name, or an address in its one plain form. */
export interface Target {
  readonly url: URL;
  readonly host: string;
  readonly port: number;
  readonly isSecure: boolean;
}

/** A URL or an address that must not be connected to. The message says why, without naming what was resolved. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

/** Names that mean this machine or this network by their very form. */
const LOCAL_NAME = /(^|\.)(localhost|local|localdomain|internal|intranet|lan|home\.arpa|onion)$/;

/**
 * Reads the URL of an endpoint. Every way to write an address - decimal, octal, hexadecimal, short, full-width - has
 * become its plain form here, as the WHATWG parser does it.
 * @throws {AddressRefused}
 */
export function targetOf(rules: GuardRules, text: string): Target {
  const url = parseUrl(text);
  if (url.username !== '' || url.password !== '') throw new AddressRefused('a URL must not hold credentials');
  if (url.hash !== '') throw new AddressRefused('a URL must not have a fragment');
  const isSecure = url.protocol === 'https:';
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const target = { url, host, isSecure, port: Number(url.port || (isSecure ? 443 : 80)) };
  if (host === '' || host.endsWith('.')) throw new AddressRefused('this is no host name');
  if (target.port === 0) throw new AddressRefused('port 0 is no port');
  refuseByName(rules, target);
  if (isIP(host) !== 0) refuseAddresses(rules, target, [host]);
  return target;
}

/**
 * Holds what a name resolved to against the rules: all of it has to be allowed, so that the choice among several
 * addresses decides nothing.
 * @throws {AddressRefused}
 */
export function refuseAddresses(rules: GuardRules, target: Target, addresses: readonly string[]): void {
  if (addresses.length === 0) throw new AddressRefused('the host has no address');
  if (rules.allow.names.has(target.host)) return;
  if (addresses.every((address) => isAllowed(rules.allow, address))) return;
  if (rules.environment === 'live' && !target.isSecure) throw new AddressRefused('the URL has to be https');
  if (addresses.every((address) => mayBeReached(rules, address))) return;
  throw new AddressRefused('the URL leads to an address that is not public');
}

function mayBeReached(rules: GuardRules, address: string): boolean {
  return (
    isPublic(address) ||
    isAllowed(rules.allow, address) ||
    (rules.environment === 'sandbox' && isLoopback(address))
  );
}

function parseUrl(text: string): URL {
  if (!URL.canParse(text)) throw new AddressRefused('this is no URL');
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new AddressRefused('the URL has to be https');
  return url;
}

function refuseByName({ environment, allow }: GuardRules, { host, isSecure }: Target): void {
  if (isIP(host) !== 0 || allow.names.has(host)) return;
  if (environment === 'sandbox' && (host === 'localhost' || host.endsWith('.localhost'))) return;
  if (LOCAL_NAME.test(host) || !host.includes('.')) {
    throw new AddressRefused('the host name is one of a private network');
  }
  // A network of the allow-list may be reached by http as well: what the name resolves to decides then.
  if (environment === 'live' && !isSecure && allow.networks.length === 0) {
    throw new AddressRefused('the URL has to be https');
  }
}

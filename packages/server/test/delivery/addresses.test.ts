import { beforeEach, describe, expect, test } from 'vitest';
import { isPublic, readAllowList } from '../../src/delivery/addresses.ts';
import type { GuardRules } from '../../src/delivery/guard.ts';
import { post } from '../../src/delivery/post.ts';
import { reasonAgainst } from '../../src/delivery/registration.ts';
import { forms } from './address-forms.ts';
import { connections, forget, looks, network } from './fake-network.ts';

beforeEach(forget);

const live: GuardRules = { environment: 'live', allow: readAllowList('') };
const sandbox: GuardRules = { environment: 'sandbox', allow: readAllowList('') };
const limits = { totalMs: 5_000, bodyBytes: 64 * 1024 };
const send = (rules: GuardRules, url: string) =>
  post({ rules, network, limits }, { url, headers: {}, body: Buffer.from('{}') });

test('there are more than sixty forms', () => {
  expect(new Set(forms).size).toBeGreaterThan(60);
});

describe('a live server', () => {
  test.each(forms)('neither takes nor connects to %s', async (url) => {
    expect(await reasonAgainst(url, { rules: live, network })).toBeTypeOf('string');
    expect((await send(live, url)).outcome).toBe('address_refused');
    expect(connections).toEqual([]);
  });

  test.each([
    [
      'https://public.example/hooks?x=1',
      { address: '93.184.215.14', port: 443, secureFor: 'public.example' },
    ],
    ['https://public.example.:8443/', { address: '93.184.215.14', port: 8443, secureFor: 'public.example' }],
    [
      'https://public6.example/',
      { address: '2606:2800:21f:cb07:6820:80da:af6b:8b2c', port: 443, secureFor: 'public6.example' },
    ],
    ['https://93.184.215.14/', { address: '93.184.215.14', port: 443, secureFor: '93.184.215.14' }],
  ])('takes %s, and connects to the address that was checked', async (url, expected) => {
    expect(await reasonAgainst(url, { rules: live, network })).toBeUndefined();
    expect((await send(live, url)).outcome).toBe('delivered');
    expect(connections).toEqual([expected]);
  });

  test('a name that changes its mind after registration is refused when sending', async () => {
    const url = 'https://rebinding.example/';
    expect(await reasonAgainst(url, { rules: live, network })).toBeUndefined();
    expect((await send(live, url)).outcome).toBe('address_refused');
    expect(connections).toEqual([]);
  });

  test('a name is looked up once per message: there is nothing in between to rebind', async () => {
    expect((await send(live, 'https://rebinding.example/')).outcome).toBe('delivered');
    expect(connections.map(({ address }) => address)).toEqual(['93.184.215.14']);
    expect(looks.get('rebinding.example')).toBe(1);
  });

  test('a name without an address may be registered, and is unreachable', async () => {
    const url = 'https://not-yet.example/';
    expect(await reasonAgainst(url, { rules: live, network })).toBeUndefined();
    expect((await send(live, url)).outcome).toBe('unreachable');
    expect((await send(live, 'https://nothing.example/')).outcome).toBe('address_refused');
    expect(connections).toEqual([]);
  });
});

describe('a sandbox', () => {
  const here =
    /^https:\/\/(127|2130706433|0x7f|0177|017700000001|%31|１|①|\[::1\]|\[0:0|\[0000|localhost|LOCALHOST|a\.localhost|loopback)/;
  test.each(forms.filter((url) => !here.test(url) && !/^http:\/\/public/.test(url)))(
    'connects no more than a live server to %s',
    async (url) => {
      expect((await send(sandbox, url)).outcome).toBe('address_refused');
      expect(connections).toEqual([]);
    },
  );
  test.each([
    'http://127.0.0.1:8080/',
    'http://[::1]/',
    'https://loopback.example/',
    'http://public.example/',
  ])('reaches %s', async (url) => {
    expect((await send(sandbox, url)).outcome).toBe('delivered');
  });
});

describe('the allow-list of the operator', () => {
  const rules = (text: string): GuardRules => ({ environment: 'live', allow: readAllowList(text) });
  test.each([
    ['private.example', 'http://private.example/', 'delivered'],
    ['10.0.0.0/8', 'https://private.example/', 'delivered'],
    ['10.0.0.0/8', 'http://10.1.2.3/', 'delivered'],
    ['10.0.0.7', 'https://10.0.0.7/', 'delivered'],
    ['10.0.0.7', 'https://10.0.0.8/', 'address_refused'],
    ['10.0.0.0/8', 'https://192.168.0.1/', 'address_refused'],
    ['10.0.0.0/8', 'http://public.example/', 'address_refused'],
    ['10.0.0.0/8', 'https://mapped.example/', 'address_refused'],
    ['192.168.0.0/16', 'https://mixed.example/', 'delivered'],
    ['private.example', 'https://metadata.example/', 'address_refused'],
    ['fd00::/8', 'https://[fd00::5]/', 'delivered'],
  ])('%s lets %s be %s', async (text, url, outcome) => {
    expect((await send(rules(text), url)).outcome).toBe(outcome);
  });
  test.each(['10.0.0.0/33', 'a b', 'http://x', '1.2.3', '*'])(
    '%j is a mistake that the start names',
    (text) => {
      expect(() => readAllowList(text)).toThrow(RangeError);
    },
  );
});

test.each(['', 'x', '1.2.3', '::g', 'fe80::1%eth0', '93.184.215.14 '])('%j is no public address', (text) => {
  expect(isPublic(text)).toBe(false);
});

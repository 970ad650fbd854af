import { createServer } from 'node:net';
import { join } from 'node:path';
import { scopes } from '@open-return-forwarding/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { type RunningServer, startServer } from '../../src/listen.ts';
import { orf, orfProcess, serveProcess, temporaryFolder } from '../support/process.ts';
import { bytesOf, callerOf, SECRET, TOKEN } from '../support/sandbox.ts';

const folder = temporaryFolder();
const database = join(folder.path, 'orf.db');
const env = { ORF_DATABASE: database };
const live = {
  ORF_DATABASE: join(folder.path, 'live.db'),
  ORF_ENVIRONMENT: 'live',
  ORF_MASTER_KEY: 'ab'.repeat(32),
};
afterAll(() => folder.remove());

const begin = (settings: Readonly<Record<string, string>>) =>
  startServer(readConfig({ PORT: '0', ORF_LOG_LEVEL: 'silent', ...settings }));

/** A process takes its time to start on a busy machine. */
const patient = { timeout: 60_000 };

describe('orf', patient, () => {
  it('ends its process with the exit code', async () => {
    expect((await orfProcess(['frobnicate'])).code).toBe(2);
  });

  it.each([
    [['--help'], 0, /orf serve .*orf keys create/s],
    [['serve', '--help'], 0, /ORF_DATABASE.*ORF_MASTER_KEY/s],
    [['keys', '--help'], 0, /returns:read/],
    [[], 2, /orf serve/],
  ] as const)('%j tells what it can do', async (args, code, text) => {
    const ended = await orf(args);
    expect([ended.code, ended.stderr]).toEqual([code, '']);
    expect(ended.stdout).toMatch(text);
  });

  it.each([
    [['frobnicate'], /no command "frobnicate"/],
    [['serve', '--port', '1'], /--port/],
    [['keys', 'melt'], /not "melt"/],
    [['keys', 'create'], /--name/],
    [['keys', 'create', '--name', 'x', '--scopes', 'returns:eat'], /no scope "returns:eat"/],
    [['keys', 'revoke'], /which key/],
  ] as const)('%j is not understood: exit 2', async (args, text) => {
    const ended = await orf(args, env);
    expect([ended.code, ended.stdout]).toEqual([2, '']);
    expect(ended.stderr).toMatch(text);
    expect(ended.stderr).toMatch(/orf --help/);
  });
});

describe('orf serve', patient, () => {
  it.each([
    ['a sandbox token in production', { ...live, ORF_SANDBOX_TOKEN: TOKEN }, /ORF_SANDBOX_TOKEN/],
    [
      'the test control in production',
      { ...live, ORF_TEST_CONTROL_SECRET: SECRET },
      /ORF_TEST_CONTROL_SECRET/,
    ],
    ['production without a master key', { ...live, ORF_MASTER_KEY: '' }, /ORF_MASTER_KEY/],
    ['a short master key', { ...live, ORF_MASTER_KEY: 'abc' }, /ORF_MASTER_KEY/],
    ['a port that is none', { PORT: '70000' }, /PORT is "70000"/],
    ['an environment that is none', { ORF_ENVIRONMENT: 'prod' }, /ORF_ENVIRONMENT/],
    ['a policy that is not there', { ORF_POLICY_FILE: '/nowhere.yaml' }, /nowhere\.yaml/],
  ] as const)('does not start with %s, and says so in a line', async (_, more, text) => {
    const ended = await orf(['serve'], { ...env, PORT: '0', ...more });
    expect([ended.code, ended.stdout]).toEqual([1, '']);
    expect(ended.stderr).toMatch(text);
    expect(ended.stderr).not.toMatch(/^ {4}at /m);
  });

  it('says that the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const ended = await orf(['serve'], { ...env, PORT: String(port) });
    other.close();
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(/port is taken.*PORT/i);
  });

  it('ends cleanly when it is told to', async () => {
    const server = await serveProcess(env);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
    const ended = await server.stop('SIGTERM');
    expect([ended.code, ended.stderr]).toEqual([0, '']);
    await expect(fetch(`${server.url}/livez`)).rejects.toThrow();
  });

  it('keeps its data and its stopped clock over a restart', async () => {
    const file = join(folder.path, 'kept.db');
    const first = await begin({ ORF_DATABASE: file });
    const before = callerOf(fetch, first.url);
    const now = '2027-05-01T12:00:00.000Z';
    await before.ask('resetSandbox', { body: { now } });
    const { return_id = '' } = await before.ask('seedScenario', { body: { scenario: 'return_matched' } });
    const kept = await before.ask('getReturn', { path: { return_id } });
    await first.close();
    const second = await begin({ ORF_DATABASE: file });
    const after = callerOf(fetch, second.url);
    expect(await after.ask('getReturn', { path: { return_id } })).toEqual(kept);
    expect(await after.ask('getClock')).toEqual({ now, drained: true, pending: 0 });
    await second.close();
  });

  it('in production knows neither the token of the sandbox nor the test control', async () => {
    const server = await begin(live);
    const caller = callerOf(fetch, server.url);
    expect((await caller.call('listReturns')).status).toBe(401);
    expect(await caller.call('getClock')).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect(await caller.call('resetSandbox', { body: {} })).toMatchObject({ status: 404 });
    expect(await caller.ask('getDiscovery')).toMatchObject({ environment: 'live', carriers: [] });
    const { stdout } = await orf(['keys', 'create', '--name', 'shop'], live);
    const token = stdout.trim();
    expect(token).toMatch(/^orf_live_/);
    expect((await caller.call('listReturns', {}, { token })).status).toBe(200);
    await server.close();
  });
});

describe('orf keys', patient, () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await begin(env);
  });
  afterAll(async () => {
    await server.close();
  });

  const create = async (...args: string[]) => {
    const ended = await orf(['keys', 'create', '--name', 'portal', ...args], env);
    expect(ended.code).toBe(0);
    return { token: ended.stdout.trim(), id: /Key (\S+) for/.exec(ended.stderr)?.[1] ?? '' };
  };
  const read = (token: string) => callerOf(fetch, server.url).call('listReturns', {}, { token });

  it('makes a key that works at once, shown this once and kept as a hash', async () => {
    const { token, id } = await create();
    expect(token).toMatch(/^orf_test_[\w-]{43}$/);
    expect((await read(token)).status).toBe(200);
    expect(bytesOf(database).includes(token)).toBe(false);
    const { stdout } = await orf(['keys', 'list'], env);
    const line = stdout.split('\n').find((each) => each.startsWith(id)) ?? '';
    expect(line).toMatch(/orf_test_….{4} {2}portal {2}active/);
    expect(line).toContain(scopes.join(','));
    expect(stdout).not.toContain(token);
  });

  it('gives a key the scopes that were asked for, and no other', async () => {
    const { token } = await create('--scopes', 'orders:read,orders:write');
    expect((await read(token)).status).toBe(403);
    expect((await callerOf(fetch, server.url).call('listOrders', {}, { token })).status).toBe(200);
  });

  it('ends a key at once, and says when there is none', async () => {
    const { token, id } = await create();
    expect((await orf(['keys', 'revoke', id], env)).code).toBe(0);
    expect((await read(token)).status).toBe(401);
    expect((await orf(['keys', 'list'], env)).stdout).toMatch(new RegExp(`${id} .* revoked `));
    const again = await orf(['keys', 'revoke', id], env);
    expect(again).toMatchObject({ code: 1, stderr: `There is no active key ${id}.\n` });
  });

  it('makes keys of another retailer, who sees nothing of the first', async () => {
    const caller = callerOf(fetch, server.url);
    await caller.ask('resetSandbox', { body: {} });
    await caller.ask('seedScenario', { body: { scenario: 'return_offered' } });
    const { token } = await create('--retailer', 'rtl_second');
    expect((await caller.ask('listReturns')).items).toHaveLength(1);
    expect((await caller.ask('listReturns', {}, { token })).items).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../src/config.ts';

describe('what the environment says', () => {
  it('needs nothing to begin with a sandbox on loopback', () => {
    const config = readConfig({});
    expect(config).toMatchObject({ environment: 'sandbox', host: '127.0.0.1', port: 8787 });
    expect(config.sandbox).toEqual({ token: 'orf_test_sandbox', testControlSecret: 'orf_test_control' });
  });

  it('gives a sandbox that others can reach no well-known credentials', () => {
    expect(readConfig({ HOST: '0.0.0.0' }).sandbox).toBeUndefined();
    const own = { ORF_SANDBOX_TOKEN: 'orf_test_mine', ORF_TEST_CONTROL_SECRET: 'secret' };
    expect(readConfig({ HOST: '0.0.0.0', ...own }).sandbox).toBeDefined();
  });

  const KEY = 'ab'.repeat(32);
  it.each([
    ['an environment that there is not', { ORF_ENVIRONMENT: 'production' }, 'ORF_ENVIRONMENT'],
    ['a port that is no number', { PORT: 'http' }, 'PORT'],
    ['a database that is no file', { ORF_DATABASE: ':memory:' }, 'ORF_DATABASE'],
    ['a database that is a URL', { ORF_DATABASE: 'file:orf.db' }, 'ORF_DATABASE'],
    ['a log level that there is not', { ORF_LOG_LEVEL: 'loud' }, 'ORF_LOG_LEVEL'],
    ['no master key in live', { ORF_ENVIRONMENT: 'live' }, 'ORF_MASTER_KEY'],
    ['a short master key', { ORF_MASTER_KEY: 'abcd' }, 'ORF_MASTER_KEY'],
    [
      'a sandbox token in live',
      { ORF_ENVIRONMENT: 'live', ORF_MASTER_KEY: KEY, ORF_SANDBOX_TOKEN: 'orf_test_sandbox' },
      'ORF_SANDBOX_TOKEN',
    ],
    ['a sandbox token that looks live', { ORF_SANDBOX_TOKEN: 'orf_live_x' }, 'ORF_SANDBOX_TOKEN'],
  ])('refuses %s, and names the setting', (_, env, setting) => {
    expect(() => readConfig(env)).toThrow(ConfigError);
    expect(() => readConfig(env)).toThrow(setting);
  });
});

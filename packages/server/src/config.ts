import { MailSettingInvalid, type MailSettings, readMailSettings } from './notifications/settings.ts';

/** What the environment may say, and what holds without it. The README's table is made from this. */
export const settings = {
  ORF_ENVIRONMENT: { default: 'sandbox', meaning: '`sandbox` or `live`' },
  PORT: { default: '8787', meaning: 'port to listen on; 0 picks a free one' },
  HOST: { default: '127.0.0.1', meaning: 'address to listen on' },
  ORF_BASE_URL: {
    default: '',
    meaning: 'URL under which the server is reached, for discovery; else made from host and port',
  },
  ORF_DATABASE: {
    default: '.orf/orf.db',
    meaning: 'SQLite file; beside it lies `….keys`, without which nothing personal can be read',
  },
  ORF_MASTER_KEY: {
    default: '',
    meaning:
      '64 hexadecimal digits that seal personal data; required in `live`, kept beside the database in `sandbox`',
  },
  ORF_POLICY_FILE: {
    default: '',
    meaning: 'policy (YAML or JSON) that becomes a new version at start if it differs from the one in force',
  },
  ORF_ZONES: {
    default: '',
    meaning: 'table of postal areas, made by `orf zones load`; without it, the built-in areas',
  },
  ORF_WEBHOOK_ALLOW: {
    default: '',
    meaning:
      'host names, addresses and networks (`erp.internal, 10.0.0.7, 10.1.0.0/16`) that webhooks may go to although they are not public, by http as well',
  },
  ORF_SMTP_URL: {
    default: '',
    meaning:
      'mail server, `smtp://user:password@host:587` or `smtps://…`; with it, senders and buyers are written to at each step',
  },
  ORF_MAIL_FROM: { default: '', meaning: 'address that these messages come from' },
  ORF_RATING_URL: {
    default: '',
    meaning: 'page on which buyers rate, with `{token}` in it; without it, they are not asked by mail',
  },
  ORF_MAIL_LOCALE: {
    default: 'en',
    meaning:
      'language of the messages, `en`, `nl`, `de` or `fr`; by country of the address with `en, NL=nl, BE=nl`',
  },
  ORF_REQUESTS_PER_MINUTE: { default: '60000', meaning: 'calls that one key may make per minute' },
  ORF_LOG_LEVEL: { default: 'warn', meaning: '`trace`, `debug`, `info`, `warn`, `error` or `silent`' },
  ORF_SANDBOX_TOKEN: {
    default: 'orf_test_sandbox',
    meaning: 'token that the sandbox accepts on loopback; refused in `live`',
  },
  ORF_TEST_CONTROL_SECRET: {
    default: 'orf_test_control',
    meaning: 'secret of the test control of a sandbox on loopback; refused in `live`',
  },
} as const;

type SettingName = keyof typeof settings;
export type Environment = 'live' | 'sandbox';

export interface Config {
  readonly environment: Environment;
  readonly host: string;
  readonly port: number;
  readonly baseUrl: string | undefined;
  readonly database: string;
  readonly masterKey: Buffer | undefined;
  readonly policyFile: string | undefined;
  /** Table of postal areas; absent: the built-in ones. */
  readonly zones: string | undefined;
  /** As the operator wrote it: names, addresses and networks, with commas between. */
  readonly webhookAllow: string;
  /** Absent: nobody is written to. */
  readonly mail: MailSettings | undefined;
  readonly requestsPerMinute: number;
  readonly logLevel: string;
  /** Fixed credentials of a sandbox on loopback; absent in production and on other addresses. */
  readonly sandbox: { readonly token: string; readonly testControlSecret: string } | undefined;
}

/** A setting that cannot be used: the message says which, and what to do. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Reads the environment. Throws ConfigError. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const read = (name: SettingName): string => env[name] || settings[name].default;
  const environment = oneOf('ORF_ENVIRONMENT', read('ORF_ENVIRONMENT'), ['sandbox', 'live']);
  const host = read('HOST');
  return {
    environment,
    host,
    port: whole('PORT', read('PORT'), { from: 0, to: 65_535 }),
    baseUrl: read('ORF_BASE_URL').replace(/\/+$/, '') || undefined,
    database: databaseFile(read('ORF_DATABASE')),
    masterKey: masterKey(environment, read('ORF_MASTER_KEY')),
    policyFile: read('ORF_POLICY_FILE') || undefined,
    zones: read('ORF_ZONES') || undefined,
    webhookAllow: read('ORF_WEBHOOK_ALLOW'),
    mail: mail(read),
    requestsPerMinute: whole('ORF_REQUESTS_PER_MINUTE', read('ORF_REQUESTS_PER_MINUTE'), {
      from: 1,
      to: 100_000_000,
    }),
    logLevel: oneOf('ORF_LOG_LEVEL', read('ORF_LOG_LEVEL'), [
      'trace',
      'debug',
      'info',
      'warn',
      'error',
      'silent',
    ]),
    sandbox: sandboxCredentials(environment, { env, host }),
  };
}

/** What SQLite would take for something else than a file would keep nothing, or keep it under a strange name. */
function databaseFile(path: string): string {
  if (!path.startsWith(':') && !path.startsWith('file:')) return path;
  throw new ConfigError(
    `ORF_DATABASE is "${path}"; it has to be the path of a file, which is made if it is missing.`,
  );
}

/** Credentials that everybody knows must never open a server that others can reach. */
function sandboxCredentials(
  environment: Environment,
  { env, host }: { readonly env: Readonly<Record<string, string | undefined>>; readonly host: string },
): Config['sandbox'] {
  if (environment === 'live') {
    for (const name of ['ORF_SANDBOX_TOKEN', 'ORF_TEST_CONTROL_SECRET'] as const) {
      if (env[name])
        throw new ConfigError(
          `${name} is set, but ORF_ENVIRONMENT is live: unset it. Live servers have no sandbox credentials.`,
        );
    }
    return undefined;
  }
  const own = env.ORF_SANDBOX_TOKEN && env.ORF_TEST_CONTROL_SECRET;
  if (!isLoopback(host) && !own) return undefined;
  const token = env.ORF_SANDBOX_TOKEN || settings.ORF_SANDBOX_TOKEN.default;
  if (!token.startsWith('orf_test_')) throw new ConfigError('ORF_SANDBOX_TOKEN has to begin with orf_test_.');
  return {
    token,
    testControlSecret: env.ORF_TEST_CONTROL_SECRET || settings.ORF_TEST_CONTROL_SECRET.default,
  };
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

function mail(read: (name: SettingName) => string): MailSettings | undefined {
  try {
    return readMailSettings(read);
  } catch (error) {
    if (error instanceof MailSettingInvalid) throw new ConfigError(error.message);
    throw error;
  }
}

function masterKey(environment: Environment, text: string): Buffer | undefined {
  if (text === '' && environment === 'sandbox') return undefined;
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
  throw new ConfigError(
    'ORF_MASTER_KEY has to be 64 hexadecimal digits; make one with `openssl rand -hex 32` and keep it: without it nothing sealed can be read.',
  );
}

function oneOf<T extends string>(name: SettingName, value: string, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === value);
  if (found === undefined)
    throw new ConfigError(`${name} is "${value}"; it has to be one of ${allowed.join(', ')}.`);
  return found;
}

function whole(
  name: SettingName,
  value: string,
  { from, to }: { readonly from: number; readonly to: number },
): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= from && number <= to && value.trim() !== '') return number;
  throw new ConfigError(`${name} is "${value}"; it has to be a whole number from ${from} to ${to}.`);
}

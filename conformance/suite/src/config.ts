import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { UsageError } from './cli/usage-error.ts';
import { isObject } from './contract/documents.ts';
import type { CredentialName } from './driver/step.ts';

/** How to reach the server under test. */
export interface Config {
  /** Base URL without a trailing slash. */
  readonly url: string;
  readonly tokens: Partial<Readonly<Record<CredentialName, string>>>;
  /** Sent with every request. */
  readonly headers: Readonly<Record<string, string>>;
  /** How the server reaches this machine, where that is not loopback. */
  readonly receiver_url?: string;
  /** The same for the receiver whose certificate nobody vouches for. */
  readonly untrusted_receiver_url?: string;
  readonly timeout_seconds: number;
}

/** Credentials that a file may name, and what each is for. */
export const CREDENTIALS: Readonly<Record<string, string>> = {
  all_scopes: 'a token of a sandbox retailer with every scope',
  without_identifiers: 'a token of the same retailer with every scope but `identifiers`',
  read_only: 'a token of the same retailer with the scopes that end in `:read`',
  write_only: 'a token of the same retailer with the scopes that end in `:write`',
  other_retailer: 'a token of another retailer with every scope',
  test_control: 'the secret of the test control',
};

const MEMBERS = ['url', 'tokens', 'headers', 'receiver_url', 'untrusted_receiver_url', 'timeout_seconds'];

/** Reads a configuration file. `${NAME}` in a value is taken from the environment. Throws UsageError. */
export function readConfig(file: string, environment: NodeJS.ProcessEnv): Config {
  return configFrom(fileContent(file), { file, environment });
}

function fileContent(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`${file} cannot be read. \`orf-conformance init --url URL\` writes one.`);
  }
  try {
    return parse(text);
  } catch (error) {
    throw new UsageError(`${file} is not YAML: ${error instanceof Error ? error.message : String(error)}`);
  }
}

interface Source {
  readonly file: string;
  readonly environment: NodeJS.ProcessEnv;
}

function configFrom(value: unknown, source: Source): Config {
  const { file } = source;
  if (!isObject(value))
    throw new UsageError(`${file} holds no configuration: it needs \`url\` and \`tokens\`.`);
  const unknown = Object.keys(value).find((name) => !MEMBERS.includes(name));
  if (unknown !== undefined)
    throw new UsageError(`${file}: \`${unknown}\` is no setting. There are ${MEMBERS.join(', ')}.`);
  const tokens = texts(value.tokens ?? {}, 'tokens', source);
  const stranger = Object.keys(tokens).find((name) => !Object.hasOwn(CREDENTIALS, name));
  if (stranger !== undefined) {
    throw new UsageError(
      `${file}: tokens.${stranger} is unknown. There are ${Object.keys(CREDENTIALS).join(', ')}.`,
    );
  }
  const { receiver_url: receiver, untrusted_receiver_url: untrusted, timeout_seconds: timeout = 10 } = value;
  if (typeof timeout !== 'number' || !(timeout > 0))
    throw new UsageError(`${file}: timeout_seconds is no positive number.`);
  return {
    url: baseUrl(value.url, file),
    tokens,
    headers: texts(value.headers ?? {}, 'headers', source),
    ...(receiver === undefined ? {} : { receiver_url: baseUrl(receiver, file) }),
    ...(untrusted === undefined ? {} : { untrusted_receiver_url: baseUrl(untrusted, file) }),
    timeout_seconds: timeout,
  };
}

/** A base URL without its trailing slash. Throws UsageError for anything else. */
export function baseUrl(value: unknown, where: string): string {
  if (typeof value !== 'string' || !URL.canParse(value) || !/^https?:/.test(value)) {
    throw new UsageError(`${where}: ${JSON.stringify(value ?? null)} is no http or https URL.`);
  }
  return value.replace(/\/+$/, '');
}

function texts(value: unknown, name: string, { file, environment }: Source): Record<string, string> {
  if (!isObject(value)) throw new UsageError(`${file}: \`${name}\` has no members.`);
  const entries = Object.entries(value).map(([member, text]) => {
    if (typeof text !== 'string') throw new UsageError(`${file}: ${name}.${member} is no text.`);
    return [member, filledIn(text, { file, environment })];
  });
  return Object.fromEntries(entries);
}

function filledIn(text: string, { file, environment }: Source): string {
  return text.replace(/\$\{(\w+)\}/g, (_, name: string) => {
    const found = environment[name];
    if (found === undefined)
      throw new UsageError(`${file} names the environment variable ${name}, which is not set.`);
    return found;
  });
}

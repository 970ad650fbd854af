import { parseArgs } from 'node:util';
import { type Scope, scopes } from '@open-return-forwarding/protocol';
import { openStore } from '../compose.ts';
import { type Config, readConfig } from '../config.ts';
import { issueKey } from '../issue-key.ts';
import type { Store } from '../ports.ts';
import { SANDBOX_RETAILER } from '../retailer.ts';
import { UsageError } from './usage-error.ts';

const help = `orf keys: API keys. Only a hash of a token is kept; it is shown once.

  orf keys create --name NAME [--scopes a,b,c] [--retailer ID]
  orf keys list [--retailer ID]
  orf keys revoke KEY_ID

  --scopes    comma-separated; all of them without it:
              ${scopes
                .join(' ')
                .replace(/(.{1,70})( |$)/g, '$1\n              ')
                .trim()}
  --retailer  whose key (${SANDBOX_RETAILER})
`;

/** Makes, lists and ends API keys; answers the exit code. */
export async function keys(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      name: { type: 'string' },
      scopes: { type: 'string' },
      retailer: { type: 'string', default: SANDBOX_RETAILER },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const config = readConfig(process.env);
  const store = await openStore(config);
  try {
    return await act(store, config, { ...values, words: positionals });
  } finally {
    await store.close();
  }
}

interface Wanted {
  readonly words: readonly string[];
  readonly name?: string;
  readonly scopes?: string;
  readonly retailer: string;
}

function act(store: Store, config: Config, wanted: Wanted): Promise<number> {
  const [action, id] = wanted.words;
  switch (action) {
    case 'create':
      return create(store, config, wanted);
    case 'list':
      return list(store, wanted.retailer);
    case 'revoke':
      return revoke(store, id);
    default:
      throw new UsageError(
        `orf keys takes create, list or revoke${action === undefined ? '' : `, not "${action}"`}.`,
      );
  }
}

async function create(
  store: Store,
  { environment }: Config,
  { name, scopes: list, retailer }: Wanted,
): Promise<number> {
  if (name === undefined) throw new UsageError('A key has a name: --name NAME.');
  const { id, token } = await issueKey(store, { environment, name, scopes: scopesOf(list), retailer });
  process.stdout.write(`${token}\n`);
  process.stderr.write(`Key ${id} for ${retailer}. The token above is shown this once.\n`);
  return 0;
}

function scopesOf(list: string | undefined): Scope[] {
  if (list === undefined) return [...scopes];
  return list.split(',').map((wanted) => {
    const scope = scopes.find((each) => each === wanted.trim());
    if (scope === undefined)
      throw new UsageError(`There is no scope "${wanted.trim()}". There are: ${scopes.join(', ')}.`);
    return scope;
  });
}

async function list(store: Store, retailer: string): Promise<number> {
  for (const key of await store.system.keys.list(retailer)) {
    const state = key.revoked_at === null ? 'active' : `revoked ${key.revoked_at}`;
    process.stdout.write(
      `${key.id}  ${key.prefix}…${key.last_digits}  ${key.name}  ${state}  ${key.scopes.join(',')}\n`,
    );
  }
  return 0;
}

async function revoke(store: Store, id: string | undefined): Promise<number> {
  if (id === undefined) throw new UsageError('Say which key: orf keys revoke KEY_ID.');
  const done = await store.system.keys.revoke(id, new Date().toISOString());
  process.stderr.write(done ? `Key ${id} is revoked.\n` : `There is no active key ${id}.\n`);
  return done ? 0 : 1;
}

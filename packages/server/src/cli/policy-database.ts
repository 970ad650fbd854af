import { carriersOf, clockOf, openStore } from '../compose.ts';
import { type Config, ConfigError } from '../config.ts';
import { addPolicyVersion, readPolicy } from '../policy.ts';
import type { Store } from '../ports.ts';
import type { PolicySource } from './policy-source.ts';

/** A retailer's policies in the database of this machine; it is opened only by what reads or writes it. */
export function databaseSource(config: Config, retailer: string): PolicySource {
  let opened: Promise<Store> | undefined;
  const store = () => {
    opened ??= openStore(config);
    return opened;
  };
  return {
    validate: async (document) => readPolicy(document, carriersOf(config)).findings,
    read: async (version) => {
      const now = (await clockOf(config, await store())).now();
      const policy = await (await store()).query(retailer, (view) =>
        version === undefined ? view.policies.current(now) : view.policies.get(version),
      );
      if (policy === undefined) throw new ConfigError(missing(config, retailer, version));
      return policy;
    },
    put: async (settings, seen) => {
      const from = (await clockOf(config, await store())).now();
      return (await store()).command(retailer, async (unit) => {
        const inForce = await unit.policies.current(from);
        if (inForce?.version !== seen) throw new ConfigError('The policy has changed meanwhile: try again.');
        return addPolicyVersion(unit, { settings, from });
      });
    },
    close: async () => (await opened)?.close(),
  };
}

function missing({ database }: Config, retailer: string, version: number | undefined): string {
  return version === undefined
    ? `${retailer} has no policy in ${database}: start the server once, or name another database (ORF_DATABASE).`
    : `${retailer} has no version ${version} in ${database}.`;
}

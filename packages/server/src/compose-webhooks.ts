import type { Call } from '@open-return-forwarding/protocol/hono';
import type { Logger } from 'pino';
import type { Principal } from './casework/context.ts';
import { without } from './casework/redact.ts';
import { presentEvent } from './casework/timeline.ts';
import { type Config, ConfigError } from './config.ts';
import { type AllowList, readAllowList } from './delivery/addresses.ts';
import { Courier } from './delivery/courier.ts';
import type { GuardRules } from './delivery/guard.ts';
import { internet, type Network } from './delivery/network.ts';
import { type PostLimits, postLimits } from './delivery/post.ts';
import { reasonAgainst } from './delivery/registration.ts';
import type { Store } from './ports.ts';
import type { Services } from './services.ts';
import type { StoredEvent } from './stored.ts';

/** What brings events to endpoints, and what keeps bad addresses out. */
export interface Webhooks {
  readonly courier: Courier;
  readonly refusedUrl: (call: Call<Principal>) => Promise<string | undefined>;
}

/** Put in place of the real network by tests. */
export interface WebhookOptions {
  readonly network?: Network;
  readonly limits?: PostLimits;
  readonly chance?: () => number;
}

interface Parts {
  readonly config: Config;
  readonly store: Store;
  readonly services: Services;
  readonly log: Logger;
}

/** Throws ConfigError if the allow-list cannot be read. */
export function createWebhooks(
  { config, store, services, log }: Parts,
  options: WebhookOptions = {},
): Webhooks {
  const { network = internet, limits = postLimits, chance = Math.random } = options;
  const rules: GuardRules = { environment: config.environment, allow: allowListOf(config) };
  const { clock, newId } = services;
  const poster = { rules, network, limits };
  return {
    courier: new Courier({ store, clock, newId, log, poster, chance, render }),
    refusedUrl: async (call) => {
      const url = urlOf(call);
      return url === undefined ? undefined : reasonAgainst(url, { rules, network });
    },
  };
}

function allowListOf({ webhookAllow }: Config): AllowList {
  try {
    return readAllowList(webhookAllow);
  } catch (error) {
    throw new ConfigError(`ORF_WEBHOOK_ALLOW: ${error instanceof Error ? error.message : error}.`);
  }
}

/** The URL that a request wants to be called at. */
function urlOf({ operation, request }: Call<Principal>): string | undefined {
  const { body } = request;
  if (operation.profile !== 'webhooks' || typeof body !== 'object' || body === null) return undefined;
  return 'url' in body && typeof body.url === 'string' ? body.url : undefined;
}

/** An event as `listEvents` shows it to whoever may see as much. */
function render(event: StoredEvent, { identifiers }: { readonly identifiers: boolean }): string {
  const shown = presentEvent(event);
  return JSON.stringify(identifiers ? shown : without('identifier', 'Event', shown));
}

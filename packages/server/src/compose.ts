import type { PolicySettings } from '@open-return-forwarding/protocol';
import { type Logger, pino } from 'pino';
import { type AppParts, createApp } from './app.ts';
import { meet } from './background/meet.ts';
import { tidier } from './background/tidy.ts';
import { Worker } from './background/worker.ts';
import type { Carrier } from './carrier-port.ts';
import { createSandboxCarrier } from './carriers/sandbox/carrier.ts';
import { openTestClock, systemClock } from './clock.ts';
import { withNotifications } from './compose-notifications.ts';
import { createWebhooks, type WebhookOptions, type Webhooks } from './compose-webhooks.ts';
import type { Config } from './config.ts';
import type { Gate } from './http/authenticate.ts';
import type { Executor } from './http/execute.ts';
import { newId } from './ids.ts';
import { marketsOf } from './markets.ts';
import { loadMasterKey } from './master-key.ts';
import { readPolicyFile as readFileAsPolicy } from './policy-file.ts';
import type { Store } from './ports.ts';
import { profiles } from './profiles.ts';
import { ensureFirstRetailer, SANDBOX_RETAILER } from './retailer.ts';
import { createSandbox } from './sandbox.ts';
import type { Clock, Geo, Services, TestClock } from './services.ts';
import { openSqliteStore } from './storage/store.ts';
import { openGeo } from './zones/table-file.ts';

/** A server put together, not yet listening. */
export interface Composition {
  readonly parts: AppParts;
  readonly store: Store;
  readonly worker: Worker;
  readonly log: Logger;
  /** Tells under which URL the server is reached, unless the configuration says it. */
  listening(url: string): void;
  /** Not ready from now on. */
  close(): Promise<void>;
}

/** Opens the store that a configuration names. */
export function openStore(config: Config): Promise<Store> {
  return openSqliteStore({ path: config.database, masterKey: loadMasterKey(config) });
}

/** What tests set. */
export interface ComposeOptions {
  readonly validateResponses?: boolean;
  readonly webhooks?: WebhookOptions;
}

/** Picks every adapter and wires them: nothing else in the server knows which ones there are. */
export async function compose(
  config: Config,
  { webhooks: webhookOptions, ...options }: ComposeOptions = {},
): Promise<Composition> {
  const log = createLog(config);
  const geo = await openGeo(config.zones);
  const store = await openStore(config);
  const testClock = config.sandbox && (await openTestClock(store.system.meta));
  const clock = testClock ?? systemClock;
  const { policyFile } = config;
  const policy =
    policyFile === undefined ? undefined : await readFileAsPolicy(policyFile, carriersOf(config));
  await ensureFirstRetailer(store, config, { clock, policy });
  const services = servicesOf(config, { clock, geo });
  const webhooks = createWebhooks({ config, store, services, log }, webhookOptions);
  const courier = await withNotifications({ config, store, services, log }, webhooks.courier);
  const worker: Worker = new Worker({
    store,
    clock,
    log,
    meet: (lease) => meet({ store, services }, lease),
    tidy: tidier(store.system, clock),
    courier,
  });
  services.wake = () => {
    worker.wake();
    courier.wake();
  };
  let isClosing = false;
  const parts: AppParts = {
    executor: executorOf({ store, services, worker, testClock, webhooks }),
    gate: gateOf(config, store, clock),
    log,
    requestsPerMinute: config.requestsPerMinute,
    isClosing: () => isClosing,
    ...options,
  };
  const close = async () => {
    isClosing = true;
    await worker.stop();
    await store.close();
  };
  const listening = (url: string) => {
    services.baseUrl = config.baseUrl ?? url;
  };
  return { parts, store, worker, log, listening, close };
}

/** The web application of a composition. */
export function appOf({ parts }: Composition) {
  return createApp(parts);
}

function gateOf({ environment, sandbox }: Config, { system }: Store, clock: Clock): Gate {
  const secret = sandbox?.testControlSecret;
  const testControl = secret === undefined ? undefined : { secret, retailerId: SANDBOX_RETAILER };
  return { system, clock, environment, ...(testControl && { testControl }) };
}

interface Running {
  readonly store: Store;
  readonly services: Services;
  readonly worker: Worker;
  readonly testClock: TestClock | undefined;
  readonly webhooks: Webhooks;
}

function executorOf({ store, services, worker, testClock, webhooks }: Running): Executor {
  return {
    store,
    services,
    markets: () => marketsOf(store, services.clock.now()),
    refusedUrl: webhooks.refusedUrl,
    sandbox:
      testClock &&
      createSandbox({
        store,
        clock: testClock,
        worker,
        retailerId: SANDBOX_RETAILER,
        carriers: services.carriers,
      }),
  };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Every order and return is decided in the answer that creates it, hence no time to wait. */
function servicesOf(
  config: Config,
  { clock, geo }: { readonly clock: Clock; readonly geo: Geo },
): Mutable<Services> {
  return {
    clock,
    geo,
    newId,
    carriers: carriersOf(config),
    limits: { assessmentMaxSeconds: 0, orderDecisionMaxSeconds: 0, idempotencyRetentionHours: 24 },
    environment: config.environment,
    profiles,
    baseUrl:
      config.baseUrl ??
      `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${config.port}`,
    wake: () => undefined,
  };
}

/** The clock that a server of that configuration goes by. */
export async function clockOf(config: Config, store: Store): Promise<Clock> {
  return config.sandbox === undefined ? systemClock : openTestClock(store.system.meta);
}

/** Reads a policy from YAML or JSON for a sandbox, and refuses one that could not be kept to. Throws ConfigError. */
export function readPolicyFile(file: string): Promise<PolicySettings> {
  return readFileAsPolicy(file, carriersOf({ environment: 'sandbox' }));
}

/** A live server moves no parcel by the sandbox's carrier. */
export function carriersOf({ environment }: Pick<Config, 'environment'>): ReadonlyMap<string, Carrier> {
  const sandbox = createSandboxCarrier();
  return new Map(environment === 'sandbox' ? [[sandbox.id, sandbox]] : []);
}

function createLog({ logLevel }: Config): Logger {
  return pino(
    { level: logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: 2, sync: false }),
  );
}

import { setTimeout as wait } from 'node:timers/promises';
import { sendRaw } from './raw.ts';
import type { Receiver } from './receiver.ts';
import type { CredentialName, Driver, Exchange, Outcome, Step, WireRequest } from './step.ts';
import { sendOverHttp, type Target } from './wire.ts';

export type Tokens = Partial<Readonly<Record<CredentialName, string>>>;

/** How an ordinary request reaches the server. */
export type Transport = typeof sendOverHttp;

/** What a run against a real server needs. */
export interface World {
  readonly target: Target;
  readonly tokens: Tokens;
  readonly receiver: Receiver;
  /** HTTP, unless the server is in the same process. */
  readonly transport?: Transport;
}

/** A driver that acts on a real server, and writes down every step. */
export function liveDriver(world: World, steps: Step[]): Driver {
  const { target, tokens, receiver, transport = sendOverHttp } = world;
  const perform = async (request: WireRequest): Promise<Exchange> => {
    const token = tokens[request.credential];
    const outcome: Outcome =
      request.raw === undefined
        ? await transport(target, request, token)
        : await sendRaw(target, request.raw, token);
    return { request, outcome };
  };
  return {
    send: async (request) => {
      const exchange = await perform(request);
      steps.push({ kind: 'exchange', exchange });
      return exchange.outcome;
    },
    race: async (requests) => {
      const exchanges = await Promise.all(requests.map(perform));
      steps.push({ kind: 'race', exchanges });
      return exchanges.map(({ outcome }) => outcome);
    },
    listen: async (plan) => {
      const url = await receiver.open(plan);
      steps.push({ kind: 'listen', plan, url });
      return url;
    },
    collect: async (url) => {
      const received = [...receiver.received(url)];
      steps.push({ kind: 'collect', url, received });
      return received;
    },
    pause: async (ms) => {
      await wait(ms);
      steps.push({ kind: 'pause', ms });
    },
  };
}

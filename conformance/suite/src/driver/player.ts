import { isDeepStrictEqual } from 'node:util';
import type { Driver, Exchange, Step, WireRequest } from './step.ts';

/** The record is not what these checks would have made: it was changed, or another version of the suite made it. */
export class RecordMismatch extends Error {
  override readonly name = 'RecordMismatch';
}

/** A driver that answers from a record, so that a verdict can be reached again without the server. */
export function player(steps: readonly Step[]): Driver & { finish(): void } {
  let at = 0;
  const next = <K extends Step['kind']>(kind: K): Extract<Step, { kind: K }> => {
    const step = steps[at];
    at += 1;
    if (step === undefined) throw new RecordMismatch(`the record ends before step ${at}, a ${kind}`);
    if (!isKind(step, kind))
      throw new RecordMismatch(`step ${at} is a ${step.kind}, the check makes a ${kind}`);
    return step;
  };
  const same = (made: unknown, held: unknown) => {
    if (!isDeepStrictEqual(plain(made), plain(held))) {
      throw new RecordMismatch(`step ${at} of the record is not what the check does`);
    }
  };
  return {
    send: async (request) => answered(next('exchange').exchange, request, same),
    race: async (requests) => {
      const { exchanges } = next('race');
      same(requests.length, exchanges.length);
      return exchanges.map((exchange, index) => answered(exchange, requests[index], same));
    },
    listen: async (plan) => {
      const step = next('listen');
      same(plan, step.plan);
      return step.url;
    },
    collect: async (url) => {
      const step = next('collect');
      same(url, step.url);
      return step.received;
    },
    pause: async (ms) => same(ms, next('pause').ms),
    finish: () => {
      if (at < steps.length)
        throw new RecordMismatch(`the record goes on after step ${at}, where the check ends`);
    },
  };
}

function answered(
  exchange: Exchange,
  request: WireRequest | undefined,
  same: (made: unknown, held: unknown) => void,
): Exchange['outcome'] {
  same(request, exchange.request);
  return exchange.outcome;
}

function isKind<K extends Step['kind']>(step: Step, kind: K): step is Extract<Step, { kind: K }> {
  return step.kind === kind;
}

/** As JSON keeps it: members that are undefined are not there. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

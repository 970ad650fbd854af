import { type Load, median, put, type Round } from './load.ts';
import type { ServerProcess } from './process.ts';

/** A server under load, by the name under which its figures are told. */
export interface Contestant {
  readonly name: string;
  readonly server: ServerProcess;
  readonly load: Load;
  /** Resolves once the server has done what the load left behind, so that it takes nothing from the next one's turn. */
  readonly settle?: () => Promise<void>;
}

/** Loads every contestant in turn, a warm-up and then `rounds` times; answers the rounds that count. */
export async function takeTurns(
  contestants: readonly Contestant[],
  rounds: number,
): Promise<ReadonlyMap<string, Round[]>> {
  const found = new Map<string, Round[]>(contestants.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    const told: string[] = [];
    for (const { name, server, load, settle } of contestants) {
      const shown = await put(load, server);
      await settle?.();
      told.push(`${name} ${Math.round(shown.perSecond)}/s, p99 ${shown.p99} ms`);
      if (round > 0) found.get(name)?.push(shown);
    }
    process.stdout.write(`${round === 0 ? 'warm-up' : `round ${round}`}: ${told.join('; ')}\n`);
  }
  return found;
}

export function medianPerSecond(rounds: readonly Round[] | undefined): number {
  return median((rounds ?? []).map(({ perSecond }) => perSecond));
}

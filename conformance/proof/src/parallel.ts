import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Proof } from './prove.ts';

interface Work {
  readonly ids: readonly string[];
  /** Those of them for which the suite mostly waits: they have a process of their own beside the others. */
  readonly waiting: readonly string[];
  /** How many processes. */
  readonly workers: number;
  /** Run every check against every mutant, also those that it cannot touch. */
  readonly whole: boolean;
  readonly onProof: (proof: Proof, left: number) => void;
}

/** Proves servers in several processes at once; answers the proofs in the order of the ids. */
export async function proveAll({ ids, waiting, workers, whole, onProof }: Work): Promise<Proof[]> {
  const busy = ids.filter((id) => !waiting.includes(id));
  const proofs: Proof[] = [];
  const done = (proof: Proof) => {
    proofs.push(proof);
    onProof(proof, ids.length - proofs.length);
  };
  const args = whole ? ['--whole'] : [];
  const crew = Array.from({ length: Math.min(workers, busy.length) }, () => drive(busy, args, done));
  if (waiting.length > 0) crew.push(drive([...waiting], args, done));
  await Promise.all(crew);
  return proofs.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
}

/** One process, given the next id whenever it is free. */
function drive(queue: string[], args: readonly string[], done: (proof: Proof) => void): Promise<void> {
  const child = fork(join(import.meta.dirname, 'worker.ts'), [...args], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  let current: string | undefined;
  return new Promise((resolve, reject) => {
    child.on('message', (message: 'ready' | Proof) => {
      if (message !== 'ready') done(message);
      current = queue.shift();
      if (current === undefined) child.disconnect();
      else child.send(current);
    });
    child.on('error', reject);
    child.on('exit', (code) => (current === undefined ? resolve() : reject(died(child, current, code))));
  });
}

function died({ pid }: ChildProcess, id: string, code: number | null): Error {
  return new Error(`the process ${pid} ended with ${code} while it proved ${id}`);
}

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import { run } from '../../src/cli/run.ts';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

type Environment = Readonly<Record<string, string>>;

/** A folder for one test; what is in it goes with it. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'orf-process-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** What became of a command. */
export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `orf` to its end, in this process: starting one for every command takes long. One at a time. */
export async function orf(args: readonly string[], env: Environment = {}): Promise<Finished> {
  const output = { stdout: '', stderr: '' };
  const before = process.env;
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((chunk) => {
      output[name] += String(chunk);
      return true;
    }),
  );
  process.env = { PATH: before.PATH, ...env };
  try {
    return { code: await run(args), ...output };
  } finally {
    process.env = before;
    for (const spy of spies) spy.mockRestore();
  }
}

/** A server in a process of its own. */
export interface ServerProcess {
  readonly url: string;
  readonly stderr: () => string;
  /** Asks it to end, and answers what became of it. */
  stop(signal?: NodeJS.Signals): Promise<Finished>;
}

/** Starts `orf serve` on a free port and waits until it says where it answers. */
export async function serveProcess(env: Environment): Promise<ServerProcess> {
  const { child, finished, output } = start(['serve'], { PORT: '0', ...env });
  const url = await new Promise<string>((resolve, reject) => {
    const look = () => {
      const found = /answers on (\S+)/.exec(output.stdout)?.[1];
      if (found !== undefined) resolve(found);
    };
    child.stdout?.on('data', look);
    void finished.then(({ code, stderr }) => reject(new Error(`the server ended with ${code}: ${stderr}`)));
  });
  return {
    url,
    stderr: () => output.stderr,
    stop: (signal = 'SIGTERM') => {
      child.kill(signal);
      return finished;
    },
  };
}

/** Runs `orf` in a process of its own, to its end. */
export function orfProcess(args: readonly string[], env: Environment = {}): Promise<Finished> {
  return start(args, env).finished;
}

interface Started {
  readonly child: ChildProcess;
  readonly finished: Promise<Finished>;
  readonly output: { stdout: string; stderr: string };
}

function start(args: readonly string[], env: Environment): Started {
  const child = spawn(process.execPath, [main, ...args], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    output.stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    output.stderr += chunk.toString();
  });
  const finished = new Promise<Finished>((resolve) => {
    child.once('close', (code) => resolve({ code, ...output }));
  });
  return { child, finished, output };
}

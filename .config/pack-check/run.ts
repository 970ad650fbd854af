import { execFileSync, spawn } from 'node:child_process';

/** Where a command runs, and what it finds in its environment beside ours. */
export interface Place {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Output of a command; throws with everything that it said if it fails. */
export function run(command: string, args: readonly string[], { cwd, env = {} }: Place): string {
  try {
    return execFileSync(command, args, {
      cwd,
      encoding: 'utf8',
      stdio: 'pipe',
      maxBuffer: 64 * 1024 * 1024,
      env: { ...process.env, ...env },
    });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${command} ${args.join(' ')} failed\n${stdout}${stderr}`);
  }
}

/** Starts a server on a free port, hands over the URL that it prints, and ends it with all that it started. */
export async function whileServing(
  [command = '', ...args]: readonly string[],
  { cwd, env }: Place,
  visit: (url: string) => void | Promise<void>,
): Promise<void> {
  const server = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env, PORT: '0' },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  try {
    await visit(await urlFrom(server.stdout));
  } finally {
    if (server.pid !== undefined) process.kill(-server.pid, 'SIGTERM');
  }
}

async function urlFrom(output: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of output) {
    text += String(chunk);
    const [, url] = /(http:\/\/127\.0\.0\.1:\d+)/.exec(text) ?? [];
    if (url !== undefined) return url;
  }
  throw new Error(`The server ended before it answered: ${text}`);
}

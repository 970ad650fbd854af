import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { inServer, type ServerProcess, startProcess } from './process.ts';

const main = inServer('src/main.ts');

/** A server as in production, on a database of its own, with a key for it. */
export interface LiveServer {
  readonly process: ServerProcess;
  readonly token: string;
  /** What it was started with, to start it again. */
  readonly env: Readonly<Record<string, string>>;
}

/** Live, answers not held against the contract, only warnings logged; `folder` is where its database goes. */
export async function startLiveServer(folder: string, name: string): Promise<LiveServer> {
  const env = {
    ORF_ENVIRONMENT: 'live',
    ORF_DATABASE: join(folder, `${name}.db`),
    ORF_MASTER_KEY: randomBytes(32).toString('hex'),
    ORF_LOG_LEVEL: 'warn',
    ORF_REQUESTS_PER_MINUTE: '100000000',
    ORF_WEBHOOK_ALLOW: '127.0.0.1',
    HOST: '127.0.0.1',
    PORT: '0',
  };
  const token = execFileSync(process.execPath, [main, 'keys', 'create', '--name', 'bench'], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
  return { process: await startAgain(env), token, env };
}

/** What node was told goes for the server too: `node --cpu-prof …` leaves a profile of it. */
export function startAgain(env: Readonly<Record<string, string>>): Promise<ServerProcess> {
  return startProcess([...process.execArgv, main, 'serve'], env);
}

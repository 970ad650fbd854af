import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Return } from '@open-return-forwarding/protocol';
import { eligibleReturn } from './eligible-return.ts';
import { type Load, median, put, type Round } from './load.ts';
import { inServer, type ServerProcess, startProcess } from './process.ts';

export interface IntakeOptions {
  readonly rounds: number;
  readonly seconds: number;
}

/** The closing line of `bench intake`. */
export interface IntakeResult {
  /** Durable intakes per echo of the same body. */
  readonly intake_ratio: number;
  readonly intake_p99_ms: number;
  /** From spawning node on an existing database to its first 200. */
  readonly start_ms: number;
  readonly rss_mb: number;
  readonly intake_per_second: number;
  readonly echo_per_second: number;
  readonly connections: number;
  readonly body_bytes: number;
}

const CONNECTIONS = 32;
const STARTS = 3;
const main = inServer('src/main.ts');

/** Loads a live server and a bare echo in turns, and takes medians. Throws if any answer is not a 201. */
export async function benchIntake(options: IntakeOptions): Promise<IntakeResult> {
  const folder = mkdtempSync(join(tmpdir(), 'orf-bench-'));
  const env = environment(folder);
  const token = execFileSync(process.execPath, [main, 'keys', 'create', '--name', 'bench'], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
  const running: ServerProcess[] = [];
  const start = async (args: readonly string[], own: Record<string, string> = {}) => {
    const started = await startProcess(args, own);
    running.push(started);
    return started;
  };
  try {
    const echo = await start([inServer('bench/echo.ts')]);
    // What node was told goes for the server too: `node --cpu-prof …` leaves a profile of it.
    const server = await start([...process.execArgv, main, 'serve'], env);
    const load = intakeLoad(token, options.seconds);
    await requireEligible(load, server);
    const rounds = await alternate(load, { server, echo, rounds: options.rounds });
    const rss = server.rss();
    await server.stop();
    const starts = await measureStarts(env);
    return resultOf(load, rounds, { rss_mb: rss, start_ms: Math.round(median(starts)) });
  } finally {
    await Promise.all(running.map((each) => each.stop()));
    rmSync(folder, { recursive: true });
  }
}

/** As in production: live, answers not held against the contract, and only warnings logged. */
function environment(folder: string): Record<string, string> {
  return {
    ORF_ENVIRONMENT: 'live',
    ORF_DATABASE: join(folder, 'orf.db'),
    ORF_MASTER_KEY: randomBytes(32).toString('hex'),
    ORF_LOG_LEVEL: 'warn',
    ORF_REQUESTS_PER_MINUTE: '100000000',
    HOST: '127.0.0.1',
    PORT: '0',
  };
}

interface Rounds {
  readonly intake: Round[];
  readonly echo: Round[];
}

async function alternate(
  load: Load,
  { server, echo, rounds }: { server: ServerProcess; echo: ServerProcess; rounds: number },
): Promise<Rounds> {
  const found: Rounds = { intake: [], echo: [] };
  for (let round = 0; round <= rounds; round += 1) {
    const intake = await put(load, server);
    const bare = await put(load, echo);
    const name = round === 0 ? 'warm-up' : `round ${round}`;
    process.stdout.write(
      `${name}: intake ${Math.round(intake.perSecond)}/s, p99 ${intake.p99} ms; echo ${Math.round(bare.perSecond)}/s\n`,
    );
    if (round === 0) continue;
    found.intake.push(intake);
    found.echo.push(bare);
  }
  return found;
}

/** A return that goes to the warehouse would be cheaper to take in, and so no measure. */
async function requireEligible({ path, headers, body }: Load, { url }: ServerProcess): Promise<void> {
  const own = (text: string) => text.replaceAll('[<id>]', 'bench-first');
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, own(value)])),
    body: own(body),
  });
  const text = await response.text();
  if (response.status !== 201) throw new Error(`the return is refused: ${text}`);
  const { status } = JSON.parse(text) as Return;
  if (status !== 'offered') throw new Error(`the return is ${status}, not offered forwarding`);
}

async function measureStarts(env: Record<string, string>): Promise<number[]> {
  const found: number[] = [];
  for (let start = 0; start < STARTS; start += 1) {
    const from = performance.now();
    const server = await startProcess([main, 'serve'], env);
    const { status } = await fetch(`${server.url}/readyz`);
    found.push(performance.now() - from);
    await server.stop();
    if (status !== 200) throw new Error(`a server that just started answers ${status}`);
  }
  return found;
}

function resultOf(
  load: Load,
  { intake, echo }: Rounds,
  others: Pick<IntakeResult, 'rss_mb' | 'start_ms'>,
): IntakeResult {
  const perSecond = (rounds: readonly Round[]) => median(rounds.map((round) => round.perSecond));
  return {
    intake_ratio: Number((perSecond(intake) / perSecond(echo)).toFixed(4)),
    intake_p99_ms: median(intake.map((round) => round.p99)),
    ...others,
    intake_per_second: Math.round(perSecond(intake)),
    echo_per_second: Math.round(perSecond(echo)),
    connections: load.connections,
    body_bytes: Buffer.byteLength(load.body),
  };
}

function intakeLoad(token: string, seconds: number): Load {
  const headers = {
    Authorization: `Bearer ${token}`,
    'Content-Type': 'application/json',
    'Idempotency-Key': '[<id>]',
  };
  const body = JSON.stringify(eligibleReturn(new Date().toISOString()));
  if (Buffer.byteLength(body) < 1024) throw new Error('the body is smaller than 1 kB');
  return { path: '/v1/returns', headers, body, connections: CONNECTIONS, seconds };
}

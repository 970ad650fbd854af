import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeliveryPage, Return, WebhookEndpointWithSecret } from '@open-return-forwarding/protocol';
import { eligibleReturn } from './eligible-return.ts';
import { type LiveServer, startAgain, startLiveServer } from './live-server.ts';
import { type Load, median, type Round } from './load.ts';
import { inServer, type ServerProcess, startProcess } from './process.ts';
import { medianPerSecond, takeTurns } from './rounds.ts';

export interface IntakeOptions {
  readonly rounds: number;
  readonly seconds: number;
  /** A second server with an active webhook endpoint takes its turn as well. */
  readonly webhooks: boolean;
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
  /** Intakes with an active webhook endpoint per intake without, where that was asked for. */
  readonly webhooks_ratio?: number;
  readonly connections: number;
  readonly body_bytes: number;
}

const CONNECTIONS = 32;
const STARTS = 3;
const LOOK_MS = 100;
const QUIET_LOOKS = 10;

/** Loads live servers and a bare echo in turns, and takes medians. Throws if any answer is not a 201. */
export async function benchIntake(options: IntakeOptions): Promise<IntakeResult> {
  const folder = mkdtempSync(join(tmpdir(), 'orf-bench-'));
  const running: ServerProcess[] = [];
  try {
    const echo = await started(running, startProcess([inServer('bench/echo.ts')]));
    const live = await startLiveServer(folder, 'intake');
    running.push(live.process);
    const load = intakeLoad(live.token, options.seconds);
    await requireEligible(load, live.process);
    const contestants = [
      { name: 'intake', server: live.process, load },
      ...(options.webhooks ? [await withWebhooks(folder, running, options)] : []),
      { name: 'echo', server: echo, load },
    ];
    const rounds = await takeTurns(contestants, options.rounds);
    const rss_mb = live.process.rss();
    await live.process.stop();
    const start_ms = Math.round(median(await measureStarts(live)));
    return resultOf(load, rounds, { rss_mb, start_ms });
  } finally {
    await Promise.all(running.map((each) => each.stop()));
    rmSync(folder, { recursive: true });
  }
}

async function started(running: ServerProcess[], starting: Promise<ServerProcess>): Promise<ServerProcess> {
  const server = await starting;
  running.push(server);
  return server;
}

/** A server of the same build, with one endpoint that is sent every event. */
async function withWebhooks(folder: string, running: ServerProcess[], { seconds }: IntakeOptions) {
  const receiver = await started(running, startProcess([inServer('bench/receiver.ts')]));
  const live = await startLiveServer(folder, 'webhooks');
  running.push(live.process);
  const response = await fetch(`${live.process.url}/v1/webhook-endpoints`, {
    method: 'POST',
    headers: headersFor(live.token, 'bench-endpoint'),
    body: JSON.stringify({ url: receiver.url }),
  });
  if (response.status !== 201) throw new Error(`the endpoint is refused: ${await response.text()}`);
  const { endpoint } = (await response.json()) as WebhookEndpointWithSecret;
  const pending = `${live.process.url}/v1/webhook-endpoints/${endpoint.id}/deliveries?status=pending&limit=1`;
  return {
    name: 'intake with webhooks',
    server: live.process,
    load: intakeLoad(live.token, seconds),
    settle: () => untilEmpty(pending, live.token),
  };
}

/** Messages are planned a little after the events, so nothing may be pending for a while. */
async function untilEmpty(list: string, token: string): Promise<void> {
  for (let empty = 0; empty < QUIET_LOOKS; ) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    const response = await fetch(list, { headers: { Authorization: `Bearer ${token}` } });
    if (!response.ok) throw new Error(`deliveries cannot be listed: ${await response.text()}`);
    const { items } = (await response.json()) as DeliveryPage;
    empty = items.length === 0 ? empty + 1 : 0;
  }
}

function headersFor(token: string, key: string): Record<string, string> {
  return {
    Authorization: `Bearer ${token}`,
    'Content-Type': 'application/json',
    'Idempotency-Key': key,
  };
}

function intakeLoad(token: string, seconds: number): Load {
  const body = JSON.stringify(eligibleReturn(new Date().toISOString()));
  if (Buffer.byteLength(body) < 1024) throw new Error('the body is smaller than 1 kB');
  return {
    path: '/v1/returns',
    headers: headersFor(token, '[<id>]'),
    body,
    connections: CONNECTIONS,
    seconds,
  };
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

async function measureStarts({ env }: LiveServer): Promise<number[]> {
  const found: number[] = [];
  for (let start = 0; start < STARTS; start += 1) {
    const from = performance.now();
    const server = await startAgain(env);
    const { status } = await fetch(`${server.url}/readyz`);
    found.push(performance.now() - from);
    await server.stop();
    if (status !== 200) throw new Error(`a server that just started answers ${status}`);
  }
  return found;
}

function resultOf(
  load: Load,
  rounds: ReadonlyMap<string, Round[]>,
  others: Pick<IntakeResult, 'rss_mb' | 'start_ms'>,
): IntakeResult {
  const [intake, webhooks, echo] = ['intake', 'intake with webhooks', 'echo'].map((name) =>
    medianPerSecond(rounds.get(name)),
  ) as [number, number, number];
  return {
    intake_ratio: Number((intake / echo).toFixed(4)),
    intake_p99_ms: median((rounds.get('intake') ?? []).map(({ p99 }) => p99)),
    ...others,
    intake_per_second: Math.round(intake),
    echo_per_second: Math.round(echo),
    ...(Number.isNaN(webhooks) ? {} : { webhooks_ratio: Number((webhooks / intake).toFixed(4)) }),
    connections: CONNECTIONS,
    body_bytes: Buffer.byteLength(load.body),
  };
}

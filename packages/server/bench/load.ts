import autocannon from 'autocannon';
import type { ServerProcess } from './process.ts';

/** What one round of load showed. */
export interface Round {
  readonly perSecond: number;
  /** Milliseconds within which 99 of 100 answers came. */
  readonly p99: number;
}

export interface Load {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Every `[<id>]` is replaced by an id of the request. */
  readonly body: string;
  readonly connections: number;
  readonly seconds: number;
}

/** One round of load on one server. Throws unless every answer is a 201. */
export async function put(load: Load, on: Pick<ServerProcess, 'url'>): Promise<Round> {
  const { path, headers, body, connections, seconds } = load;
  const result = await autocannon({
    url: `${on.url}${path}`,
    method: 'POST',
    headers,
    body,
    connections,
    duration: seconds,
    idReplacement: true,
  });
  const statuses = Object.entries(result.statusCodeStats);
  const others = statuses.filter(([status]) => status !== '201');
  if (others.length > 0 || statuses.length === 0 || result.errors > 0 || result.timeouts > 0) {
    const counts = statuses.map(([status, { count }]) => `${count} × ${status}`).join(', ');
    throw new Error(`${on.url}: ${counts}, ${result.errors} errors, ${result.timeouts} timeouts`);
  }
  return { perSecond: result.requests.average, p99: result.latency.p99 };
}

/** The middle value; of an even count the lower one of the two. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}

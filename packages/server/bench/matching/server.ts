import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CreateOrder, Order } from '@open-return-forwarding/protocol';
import { quantile, type RandomSource, randomSource, wholeBetween } from '@open-return-forwarding/simulator';
import { type SeededServer, skuOf, startSeeded } from './seeded-server.ts';

/** How long an order takes at a durable server, over HTTP, from the request to the answer. */
export interface ServerResult {
  readonly server_p50_ms_small: number;
  readonly server_p99_ms_small: number;
  readonly server_p50_ms_large: number;
  readonly server_p99_ms_large: number;
  readonly server_listings_small: number;
  readonly server_listings_large: number;
  /** Orders sent to each, and those that the larger one matched. */
  readonly server_orders: number;
  readonly server_matched: number;
  readonly server_rss_mb_large: number;
}

const CONNECTIONS = 4;
const ROUND = 100;
const places = [
  { postal_code: '1016 AB', city: 'Amsterdam', country: 'NL' },
  { postal_code: '3512 CD', city: 'Utrecht', country: 'NL' },
  { postal_code: '2000', city: 'Antwerpen', country: 'BE' },
];

/** Sends the same orders to a server with few listings and to one with many, in turns. */
export async function measureServer(
  { seed, quick }: { seed: string; quick: boolean },
  say: (line: string) => void,
): Promise<ServerResult> {
  const sizes = quick ? { small: 50, large: 200, rounds: 1 } : { small: 1_000, large: 100_000, rounds: 15 };
  const folder = mkdtempSync(join(tmpdir(), 'orf-bench-'));
  const random = randomSource(`${seed}/server`);
  const servers: SeededServer[] = [];
  try {
    for (const listings of [sizes.small, sizes.large]) {
      servers.push(
        await startSeeded(`matching-${listings}`, { folder, listings, random: random.fork('seeding') }),
      );
      say(`a server with ${listings} listings stands`);
    }
    const loads = servers.map((server) => ({
      server,
      random: random.fork('orders'),
      times: [] as number[],
      matched: 0,
    }));
    for (let round = -1; round < sizes.rounds; round += 1) {
      for (const load of loads) {
        const found = await sendRound(load.server, load.random, round);
        if (round < 0) continue;
        load.times.push(...found.times);
        load.matched += found.matched;
      }
    }
    const [small, large] = loads.map(({ times }) => times) as [number[], number[]];
    const ms = (times: number[], q: number) => Number(quantile(times, q).toPrecision(3));
    say(`orders by HTTP at the 99th percentile: ${ms(small, 0.99)} and ${ms(large, 0.99)} ms`);
    return {
      server_p50_ms_small: ms(small, 0.5),
      server_p99_ms_small: ms(small, 0.99),
      server_p50_ms_large: ms(large, 0.5),
      server_p99_ms_large: ms(large, 0.99),
      server_listings_small: sizes.small,
      server_listings_large: sizes.large,
      server_orders: large.length,
      server_matched: loads[1]?.matched ?? 0,
      server_rss_mb_large: servers[1]?.process.rss() ?? Number.NaN,
    };
  } finally {
    await Promise.all(servers.map((server) => server.process.stop()));
    rmSync(folder, { recursive: true });
  }
}

/** One round by several connections; milliseconds of each answer. */
async function sendRound(server: SeededServer, random: RandomSource, round: number) {
  const orders = Array.from({ length: ROUND }, (_, i) => orderAt(server, random, `${round}-${i}`));
  const times: number[] = [];
  let matched = 0;
  const connection = async () => {
    for (let order = orders.pop(); order !== undefined; order = orders.pop()) {
      const from = performance.now();
      const { status } = await sendOrder(server, order);
      times.push(performance.now() - from);
      if (status === 'forward') matched += 1;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  return { times, matched };
}

function orderAt({ skus }: SeededServer, random: RandomSource, id: string): CreateOrder {
  const place = places[wholeBetween(random, 0, places.length)] ?? {
    country: 'NL',
    postal_code: '',
    city: '',
  };
  return {
    external_id: `order-${id}`,
    sku: skuOf(wholeBetween(random, 0, skus)),
    category: 'dresses',
    buyer_ref: `buyer-${id}`,
    accepts: ['like_new', 'open_box'],
    full_price: { amount: 3_999, currency: 'EUR' },
    offered_price: { amount: 3_799, currency: 'EUR' },
    ship_to: { name: 'B. de Vries', street: 'Stationsplein 1', ...place },
  };
}

async function sendOrder({ process, token }: SeededServer, order: CreateOrder): Promise<Order> {
  const response = await fetch(`${process.url}/v1/orders`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/json',
      'Idempotency-Key': order.external_id,
    },
    body: JSON.stringify(order),
  });
  if (response.status !== 201) throw new Error(`an order is refused: ${await response.text()}`);
  return (await response.json()) as Order;
}

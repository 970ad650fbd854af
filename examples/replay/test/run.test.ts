import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@open-return-forwarding/client';
import { type RunningServer, readConfig, startServer } from '@open-return-forwarding/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readHistory, readMapping } from '../lines.ts';
import { pairsOf } from '../pairs.ts';
import { choosePolicy } from '../policy.ts';
import { run } from '../run.ts';
import { reachDefault } from '../server.ts';

const HEADER = 'order,sku,qty,at,price,who,country,grades';
const SHOP = [
  HEADER,
  'S1,LAMP,1,2024-03-01 09:00,20.00,ann,GB,',
  'R1,LAMP,-1,2024-03-01 10:00,20.00,bea,GB,', //       to the first of the two orders below
  'R2,VASE,-1,2024-03-01 10:00,12.00,bea,GB,', //       to its own sender only
  'R3,RUG,-1,2024-03-01 10:00,45.00,cem,GB,', //        across the customs border only
  'S2,VASE,1,2024-03-01 10:00,twelve,dan,GB,like_new', // a broken row
  'R4,BOWL,-1,2024-03-01 11:00,9.00,eve,GB,', //        nobody
  'S3,LAMP,1,2024-03-01 22:30,20.00,fay,GB,like_new',
  'S4,LAMP,1,2024-03-02 08:00,20.00,gus,GB,',
  'S5,VASE,1,2024-03-02 08:00,12.00,bea,GB,like_new',
  'S6,RUG,1,2024-03-02 08:00,45.00,ida,FR,like_new',
  'R5,CUP,-1,2024-03-02 09:00,3.00,jan,GB,broken', //   the server knows no such grade
  '',
].join('\n');
const MAPPING = `
time: { format: "YYYY-MM-DD HH:mm" }
columns: { order_ref: order, sku: sku, quantity: qty, time: at, unit_price: price, consumer_ref: who, country: country,
  accepts: grades, grade: grades }
return_when: { column: order, starts_with: R }
defaults: { currency: GBP, category: decoration, checks: [complete, undamaged] }
`;

let folder: string;
let server: RunningServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orf-replay-test-'));
  await writeFile(join(folder, 'shop.csv'), SHOP);
  await writeFile(join(folder, 'mapping.yaml'), MAPPING);
  server = await startServer(readConfig({ PORT: '0', ORF_DATABASE: join(folder, 'orf.db') }));
});

afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

/** Replays the shop's file on the test's server. */
async function replayed(...more: string[]) {
  const written = { out: '', err: '' };
  const args = [
    '--orders',
    join(folder, 'shop.csv'),
    '--mapping',
    join(folder, 'mapping.yaml'),
    '--url',
    server.url,
  ];
  const code = await run([...args, ...more], {
    out: { write: (text: string) => (written.out += text) },
    err: { write: (text: string) => (written.err += text) },
  });
  const last = written.out.trimEnd().split('\n').at(-1) ?? '';
  return { code, ...written, last: last.startsWith('{') ? JSON.parse(last) : undefined };
}

/** What the server decided about each pair of a return and an order, both by the shop's own ids. */
async function decisionsOf(url: string): Promise<[string, string][]> {
  const orf = createClient({ baseUrl: url, token: 'orf_test_sandbox' });
  const decided: [string, string][] = [];
  for await (const { external_id, decision_id } of orf.all.listOrders({})) {
    if (decision_id === undefined) continue;
    const { candidates } = await orf.getDecision({ path: { decision_id } });
    for (const { listing_id, outcome, code } of candidates) {
      const { return_id } = await orf.getListing({ path: { listing_id } });
      const source = await orf.getReturn({ path: { return_id } });
      const verdict = outcome === 'rejected' ? (code ?? '') : 'match';
      decided.push([`${source.external_id} ${external_id}`, verdict]);
    }
  }
  return decided;
}

describe('a shop of five returns and a broken row, replayed on a server', () => {
  it('says in its last line what became of them', async () => {
    const { code, last } = await replayed();
    expect(code).toBe(0);
    expect(last).toEqual({
      ...{ returns: 5, orders: 5, eligible: 4, offered: 4, matched: 1 },
      not_matched: { no_order: 2, own_item: 1, cross_border_not_permitted: 1 },
      ...{ skipped_rows: 0, unreadable_rows: 1, refused_requests: 1 },
    });
  });

  it('names the row that cannot be read, the request that was refused, and each return with its order', async () => {
    const { out, err } = await replayed();
    expect(out).toContain('orders, line 6: "twelve" is no number with "." as its decimal sign.');
    expect(out).toMatch(/line 12 \(return\): invalid_body: .*\/condition\/grade/);
    expect(out).toMatch(
      /\| +3 \| R1-1 +\| LAMP \| GB +\| 2024-03-01 10:00 \| matched +\| +\| +12\.5 \| S3-1 +\|/,
    );
    expect(out).toMatch(/\| own_item +\| the buyer is the sender +\| +-1 \| +2 \|/);
    expect(err).toMatch(/10 of 10 lines, \d+ a second, 0 s left/);
  });

  it('comes to the same again, and writes all of it as JSON', async () => {
    const file = join(folder, 'report.json');
    const [first, second] = [await replayed(), await replayed('--report', file)];
    expect(second.out).toBe(first.out);
    const report = JSON.parse(await readFile(file, 'utf8'));
    expect(report.returns).toHaveLength(5);
    expect(report.returns[0]).toMatchObject({
      line: 3,
      outcome: 'matched',
      waited_hours: 12.5,
      order: 'S3-1',
    });
  });

  it('explains each pair as the server decided it', async () => {
    await replayed();
    const mapping = await readMapping(join(folder, 'mapping.yaml'));
    const { lines } = await readHistory({ orders: join(folder, 'shop.csv') }, mapping);
    const policy = await choosePolicy({ file: undefined, currency: 'GBP', ignoreValue: false });
    const explained = new Map(
      pairsOf(lines, { policy, accept: 'all' }).map((pair) => [
        `${pair.return.external_id} ${pair.sale.external_id}`,
        pair.verdict,
      ]),
    );
    const decided = await decisionsOf(server.url);
    expect(decided).toHaveLength(3);
    for (const [pair, verdict] of decided) expect([pair, verdict]).toEqual([pair, explained.get(pair)]);
  });

  it.each([
    ['nobody accepts', ['--accept', 'none'], { not_accepting: 3, no_order: 2 }],
    [
      'those of the column accept',
      ['--accept', 'column'],
      { no_order: 2, own_item: 1, cross_border_not_permitted: 1 },
    ],
    ['value is ignored', ['--ignore-value'], { no_order: 2, own_item: 1, cross_border_not_permitted: 1 }],
  ])('where %s', async (_, more, not_matched) => {
    expect((await replayed(...more)).last?.not_matched).toEqual(not_matched);
  });

  it('takes the returns from a file of their own', async () => {
    const rows = SHOP.split('\n');
    const ofReturns = (row: string) => row.startsWith('R');
    await writeFile(join(folder, 'returns.csv'), [HEADER, ...rows.filter(ofReturns)].join('\n'));
    await writeFile(join(folder, 'orders.csv'), rows.filter((row) => !ofReturns(row)).join('\n'));
    const files = ['--orders', join(folder, 'orders.csv'), '--returns', join(folder, 'returns.csv')];
    expect((await replayed(...files)).last).toEqual((await replayed()).last);
  });
});

describe('what cannot be run', () => {
  it.each([
    ['an unknown option', ['--foo'], 2, '--foo'],
    ['a file that is not there', ['--orders', 'nowhere.csv'], 1, 'nowhere.csv'],
    ['a server that is not there', ['--url', 'http://127.0.0.1:1'], 1, 'No server of this protocol answers'],
    ['a token that opens nothing', ['--token', 'orf_test_other'], 1, 'unauthorized'],
  ])('%s is told, without a report', async (_, more, code, message) => {
    const result = await replayed(...more);
    expect(result).toMatchObject({ code, out: '' });
    expect(result.err).toContain(message);
  });

  it('prints the help', async () => {
    expect(await replayed('--help')).toMatchObject({ code: 0, err: '' });
  });
});

describe('a server that nobody named', () => {
  const wanted = { token: 'orf_test_sandbox', testControl: 'orf_test_control' };

  it('is left alone where it holds records; the run gets one of its own', async () => {
    await replayed();
    const reached = await reachDefault(wanted, server.url);
    try {
      expect(reached.note).toContain('holds records');
      expect(reached.url).not.toBe(server.url);
    } finally {
      await reached.close();
    }
    const { items } = await createClient({ baseUrl: server.url, token: wanted.token }).listOrders({});
    expect(items).toHaveLength(5);
  });

  it('is replaced where nothing answers, by one that can be replayed on', async () => {
    const reached = await reachDefault(wanted, 'http://127.0.0.1:1');
    const { last } = await replayed('--url', reached.url).finally(() => reached.close());
    expect(last?.matched).toBe(1);
  });
});

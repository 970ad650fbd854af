import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barLine, progressBar } from '../../src/cli/progress.ts';
import { simulate } from '../../src/cli/simulate.ts';
import { loadSeason } from '../../src/forecast/load.ts';
import { seasonInMemory } from '../../src/generate/in-memory.ts';
import { peek } from '../../src/intake/files.ts';
import { recognisedLayout } from '../../src/intake/layouts.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orf-simulate-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs the command and answers what it wrote. */
async function run(...args: string[]) {
  let [out, err] = ['', ''];
  const code = await simulate(args, {
    out: { write: (text: string) => (out += text) },
    err: { write: (text: string) => (err += text) },
  });
  return { code, out, err, last: out.trimEnd().split('\n').at(-1) ?? '' };
}

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

/** Five days of a small shop: three returns of each of four articles, orders before and after them. */
function shop(): string {
  const rows = ['InvoiceNo;StockCode;Description;Quantity;InvoiceDate;UnitPrice;CustomerID;Country'];
  for (let i = 0; i < 4; i += 1) {
    for (let day = 1; day <= 5; day += 1) {
      rows.push(
        `${6000 + 10 * day + i};1000${i};THING;2;${day}/12/2010 1${i}:00;12,50;${700 + day};United Kingdom`,
      );
    }
    for (let day = 1; day <= 3; day += 1) {
      rows.push(
        `C${7000 + 10 * day + i};1000${i};THING;-1;${day}/12/2010 08:30;12,50;${800 + day};United Kingdom`,
      );
    }
  }
  rows.push(
    '6099;POST;POSTAGE;1;5/12/2010 12:00;18,00;701;United Kingdom',
    '6098;10009;THING;1;31/31/2010 12:00;1,00;;Spain',
  );
  return `${rows.join('\r\n')}\r\n`;
}

const quick = ['--quiet', '--workers', '0', '--seeds', '3'];

describe('a forecast of a small shop', () => {
  it('ends with one line of JSON: pairs by the file alone, then by the rules', async () => {
    const orders = await file('shop.csv', shop());
    const { code, last, out, err } = await run('--orders', orders, ...quick);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(last)).toMatchObject({
      ...{ returns: 12, orders: 20, lines_with_an_order: 12, one_to_one_matches: 12, seed: 1, seeds: 3 },
      findings: { 'orders.not_an_article': 1, 'orders.time_unreadable': 1 },
      policies: [{ name: 'example uk-gbp', eligible: 12 }],
    });
    expect(out).toContain('first in line 35');
  });

  it('comes out the same, byte by byte, in this thread and in two others', async () => {
    const orders = await file('shop.csv', shop());
    const outcomes = ['0', '2'].map(async (workers) => {
      const [json, html] = [join(folder, `${workers}.json`), join(folder, `${workers}.html`)];
      const args = ['--orders', orders, '--quiet', '--seeds', '2', '--json', json, '--html', html];
      const { code, out } = await run(...args, '--workers', workers);
      return [code, out, await readFile(json, 'utf8'), await readFile(html, 'utf8')];
    });
    const [own, others] = await Promise.all(outcomes);
    expect(others).toEqual(own);
    expect(own?.[0]).toBe(0);
  });

  it('sets two policies against each other with the same luck', async () => {
    const orders = await file('shop.csv', shop());
    const preset = await readFile(new URL('../../../../spec/policies/uk-gbp.yaml', import.meta.url), 'utf8');
    const same = await file('same.yaml', preset);
    const json = join(folder, 'two.json');
    await run('--orders', orders, ...quick, '--policy', same, '--compare', same, '--json', json);
    const { policies, difference } = JSON.parse(await readFile(json, 'utf8'));
    expect(policies[1]).toEqual(policies[0]);
    expect(difference).toEqual({ p5: 0, p50: 0, p95: 0 });
  });

  it('forwards nothing where nobody accepts, and says so', async () => {
    const orders = await file('shop.csv', shop());
    const html = join(folder, 'none.html');
    const { last } = await run('--orders', orders, ...quick, '--assume', 'buyers_accept=0', '--html', html);
    expect(JSON.parse(last).policies).toMatchObject([{ matched: 0, forwarded: 0, saved_minor_units: 0 }]);
    expect(await readFile(html, 'utf8')).toContain('Nothing was forwarded');
  });
});

describe('columns that are named in the options', () => {
  const orders =
    'Nr|Art|Wann|Preis|Land|Typ\nA1|X|01.03.2027 10:00|49,90|Germany|V\nA1|X|05.03.2027 10:00|49,90|Germany|R\nA2|X|06.03.2027 10:00|49,90|Germany|V\n';
  const naming = [
    ...[
      '--column',
      'order_ref=Nr',
      '--column',
      'sku=Art',
      '--column',
      'time=Wann',
      '--column',
      'unit_price=Preis',
    ],
    ...[
      '--column',
      'country=Land',
      '--return-when',
      'Typ=R',
      '--decimal',
      ',',
      '--time-format',
      'DD.MM.YYYY HH:mm',
    ],
  ];

  it('read a file that nobody knows', async () => {
    const path = await file('own.csv', orders);
    const { code, last } = await run('--orders', path, ...naming, ...quick);
    expect(code).toBe(0);
    expect(JSON.parse(last)).toMatchObject({ returns: 1, orders: 2, one_to_one_matches: 1, findings: {} });
  });

  it('count returns without an order, and rows that are there twice', async () => {
    const stranger = 'A9|X|05.03.2027 11:00|49,90|Germany|R\n';
    const path = await file('own.csv', orders + stranger + stranger);
    const { last } = await run('--orders', path, ...naming, ...quick);
    expect(JSON.parse(last)).toMatchObject({
      returns: 3,
      findings: { 'orders.return_without_order': 2, 'orders.duplicate_row': 1 },
    });
  });
});

describe('two files', () => {
  it('are read each in its own way', async () => {
    const orders = await file(
      'orders.csv',
      'order_ref,sku,time,unit_price,country\nA1,X,2027-03-01,49.90,NL\nA2,X,2027-03-06,49.90,NL\n',
    );
    const returns = await file(
      'returns.csv',
      'order_ref;sku;time;unit_price;country;reason\nA1;X;2027-03-05;49,90;NL;style\n',
    );
    const { code, last } = await run('--orders', orders, '--returns', returns, ...quick);
    expect(code).toBe(0);
    expect(JSON.parse(last)).toMatchObject({ returns: 1, orders: 2, one_to_one_matches: 1, findings: {} });
  });
});

describe('what cannot be used', () => {
  it.each<[string, string, string[], string]>([
    ['an empty file', '', [], 'is empty'],
    ['unknown columns', 'a,b\n1,2\n', [], 'none of the layouts'],
    ['the wrong layout', 'a,b\n1,2\n', ['--layout', 'shopify'], 'is no Shopify orders export'],
    ['an unknown layout', 'a,b\n1,2\n', ['--layout', 'magento'], 'There is no layout magento'],
    [
      'the wrong delimiter',
      'order_ref;sku;time;unit_price\n1;2;3;4\n',
      ['--layout', 'plain', '--delimiter', ','],
      'is no columns named',
    ],
    ['no return', 'order_ref,sku,time,unit_price,kind,country\nA,B,2027-01-01,1,order,NL\n', [], 'no return'],
    ['no file of returns', 'order_ref,sku,time,unit_price\nA,B,2027-01-01,1\n', [], 'return_when'],
  ])('%s ends with 1 and a sentence', async (_, text, args, message) => {
    const orders = await file('bad.csv', text);
    const { code, err, out } = await run('--orders', orders, ...quick, ...args);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(message);
  });

  it.each<[string, string[], string]>([
    ['no orders', [], '--orders is missing'],
    ['an unknown option', ['--order', 'x'], "Unknown option '--order'"],
    ['an unknown command', ['frobnicate'], 'is not understood'],
    ['half a seed', ['--orders', 'x', '--seeds', '1.5'], '--seeds is "1.5"'],
    ['no number', ['--orders', 'x', '--assume', 'adoption=many'], 'is no number'],
    ['an unknown assumption', ['--orders', 'x', '--assume', 'weather=1'], 'no assumption weather'],
    ['a share above 1', ['--orders', 'x', '--assume', 'adoption=55'], 'adoption cannot be 55'],
    ['a column without a name', ['--orders', 'x', '--column', 'sku'], 'name=value'],
  ])('%s ends with 2', async (_, args, message) => {
    const { code, err } = await run(...args);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  it('is a file that is not there, or a policy that is none or in other money', async () => {
    expect(await run('--orders', join(folder, 'nowhere.csv'), ...quick)).toMatchObject({ code: 1 });
    const orders = await file('shop.csv', shop());
    const none = await file('none.yaml', 'currency: GBP\nmatching: {}\n');
    const bad = await run('--orders', orders, ...quick, '--policy', none);
    expect(bad.code).toBe(1);
    expect(bad.err).toContain('no policy that can be put in force');
    const other = new URL('../../../../spec/policies/default.yaml', import.meta.url).pathname;
    expect((await run('--orders', orders, ...quick, '--policy', other)).err).toContain(
      'is in EUR, the orders in GBP',
    );
  });
});

describe('the other commands', () => {
  it('print a help that names every assumption', async () => {
    const { code, out } = await run('--help');
    expect(code).toBe(0);
    expect(out).toContain('adoption=0.55');
  });

  it('write a season that reads as the one in memory', async () => {
    const out = join(folder, 'season.csv');
    const size = { orders: 800, returns: 200, seed: 5 };
    expect(
      await run('generate', '--orders', '800', '--returns', '200', '--seed', '5', '--out', out),
    ).toMatchObject({ code: 0 });
    const sample = await peek(out, {});
    const layout = recognisedLayout(sample);
    if (layout === undefined) throw new Error('the layout was not recognised');
    const mapping = layout.mapping(sample);
    const read = { path: out, name: 'orders', kind: 'mixed' as const, mapping, layout, returnDays: 14 };
    const { season, findings, rows } = await loadSeason([read], 'EUR');
    expect({ findings, rows }).toEqual({ findings: [], rows: 1_000 });
    expect(season).toEqual(seasonInMemory(size));
  });

  it('hold every share of the field table within 1.5 points, with the queue beside it', async () => {
    const { code, out, last } = await run('--calibrate');
    expect(code).toBe(0);
    expect(JSON.parse(last)).toMatchObject({ shares: 32, ok: true });
    expect(JSON.parse(last).worst).toBeLessThan(0.015);
    const rows = out.split('\n').map((line) => line.trim().split(/\s+/));
    const queue = (sku: string) =>
      Number(
        rows.find(([first, what, , limit]) => first === sku && what === 'forwarded' && limit === '7')?.at(-1),
      );
    expect(Math.abs(queue('B') - 78)).toBeLessThan(2);
    expect(Math.abs(queue('D') - 42)).toBeLessThan(3);
  });
});

describe('the progress bar', () => {
  it('says how far a step is', () => {
    expect(barLine('reading', 0.25)).toBe('reading    [######..................]  25 %');
    expect(barLine('replaying', 7)).toContain('100 %');
  });

  it('keeps to one line on a terminal, and is quiet in between', () => {
    let now = 0;
    const written: string[] = [];
    const bar = progressBar({ isTTY: true, write: (text) => written.push(text) }, () => now);
    for (now = 0; now < 1_000; now += 10) bar.show('reading', now / 2_000);
    bar.end();
    expect(written.length).toBe(11);
    expect(written.slice(0, -1).every((text) => text.startsWith('\r'))).toBe(true);
  });
});

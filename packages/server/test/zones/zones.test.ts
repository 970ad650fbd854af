import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MINIMUM_ADDRESSES, type ZoneTable } from '@open-return-forwarding/core';
import { afterAll, describe, expect, it } from 'vitest';
import { orf, temporaryFolder } from '../support/process.ts';
import { aReturn, orderFor } from '../support/requests.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

let files = 0;
function written(content: string | Buffer): string {
  files += 1;
  const file = join(folder.path, `${files}.txt`);
  writeFileSync(file, content);
  return file;
}
const line = (country: string, code: string, place = 'Somewhere') =>
  [country, code, place, 'Region', '01', '', '', '', '', '52.1', '4.9', '6'].join('\t');
const tableIn = (file: string): ZoneTable => JSON.parse(readFileSync(file, 'utf8'));
const areasIn = (file: string, country: string) => tableIn(file).countries[country]?.areas;

const codes = ['1011', '1012', '1021', '2011'];
const postal = codes.map((code) => line('NL', code)).join('\n');
const counts = '1011,21000\n1012,6000\n1021,30000\n2011,40000\n';

describe('postal areas of an operator’s own data', () => {
  it('are made by counts, kept, and gone by', async () => {
    const table = join(folder.path, 'zones.json');
    const args = ['zones', 'load', written(postal), '--addresses', written(counts), '--country', 'NL'];
    const { code, stdout } = await orf(args, { ORF_ZONES: table });
    expect(code).toBe(0);
    expect(stdout).toContain('NL  4 postal codes: 3 areas by counts, the smallest of 27,000 addresses\n');
    expect(areasIn(table, 'NL')).toEqual({ '101': 27_000, '102': 30_000, '2': 40_000 });
    expect(tableIn(table).source).toContain('CC BY 4.0');
    expect(await zonesOf(table)).toEqual({ from: 'NL-101', to: 'NL-2' });
  });

  it('are the built-in ones without a table', async () => {
    expect(await zonesOf('')).toEqual({ from: 'NL-10', to: 'NL-20' });
  });

  it('are told and not kept by a check', async () => {
    const table = join(folder.path, 'unkept.json');
    const { code, stdout } = await orf(['zones', 'check', written(postal)], { ORF_ZONES: table });
    expect(code).toBe(0);
    expect(stdout).toContain('NL  4 postal codes: the built-in areas stay');
    expect(() => readFileSync(table)).toThrow();
  });

  it('join those of other countries, and give way to built-in ones where counts are missing', async () => {
    const table = join(folder.path, 'two.json');
    const finnish = Array.from({ length: 300 }, (_, index) => line('FI', String(10_000 + index * 300))).join(
      '\n',
    );
    await orf([
      'zones',
      'load',
      written(postal),
      '--addresses',
      written(counts),
      '--country',
      'NL',
      '--out',
      table,
    ]);
    const { stdout } = await orf(['zones', 'load', written(finnish), '--out', table]);
    expect(stdout).toContain('assuming 100 per code');
    expect(Object.keys(tableIn(table).countries)).toEqual(['FI', 'NL']);
    expect(Math.min(...Object.values(areasIn(table, 'FI') ?? {}))).toBeGreaterThanOrEqual(MINIMUM_ADDRESSES);
    await orf(['zones', 'load', written(postal), '--out', table]);
    expect(Object.keys(tableIn(table).countries)).toEqual(['FI']);
  });
});

describe('a postal code file', () => {
  it('is read with its bad lines told, whatever their encoding and length', async () => {
    const content = Buffer.concat([
      Buffer.from(`\uFEFF${line('NL', '1011', 'Zürich')}\r\n`, 'utf8'),
      Buffer.from(`${line('NL', '1012', 'Köln')}\n\n`, 'latin1'),
      Buffer.from('NL\t1013\n'),
      Buffer.from(`${line('Netherlands', '1014')}\n`),
      Buffer.from(`NL\t${'9'.repeat(200_000)}\n`),
      Buffer.from([0x4e, 0x4c, 0x09, 0xff, 0x00, 0x09, ...Buffer.from('\t'.repeat(10)), 0x0a]),
      Buffer.from(`${line('FR', '75901 CEDEX 09')}\n${line('NL', '1011')}\n${line('BE', '1000')}\n`),
      Buffer.from(line('NL', '1021')),
    ]);
    const file = written(content);
    const { code, stdout } = await orf(['zones', 'check', file, '--country', 'NL']);
    expect(code).toBe(0);
    expect(stdout.split('\n')).toEqual([
      `${file}: 10 lines, 3 postal codes (countries: 1)`,
      '  1 left out, not as many columns as the layout has: line 4',
      '  1 left out, no country of two capital letters: line 5',
      '  1 left out, longer than 8,192 characters: line 6',
      '  1 left out, no postal code of letters and digits: line 7',
      '  1 left out, a business delivery code, where nobody lives: line 8',
      '  1 passed over, of other countries',
      'NL  3 postal codes: the built-in areas stay, since nothing says how many addresses there are',
      '',
    ]);
  });

  it('of many bad lines tells the first', async () => {
    const { stdout } = await orf(['zones', 'check', written(`${'nonsense\n'.repeat(1_200)}${postal}`)]);
    expect(stdout).toContain('1,200 left out, not as many columns as the layout has: line 1, 2, 3, 4, 5 …');
  });

  it.each([
    ['is empty', '', /No postal code could be read/],
    ['has nothing but bad lines', 'a\nb\n', /No postal code could be read/],
    ['is a zip archive', 'PK\x03\x04…', /unpack it first/],
    ['is in UTF-16', Buffer.from(`\uFEFF${postal}`, 'utf16le'), /save it as UTF-8/],
  ])('that %s changes no table', async (_, content, message) => {
    const table = written(JSON.stringify({ format: 'orf-zones-1', source: 'before', countries: {} }));
    const { code, stderr } = await orf(['zones', 'load', written(content), '--out', table]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(message) });
    expect(tableIn(table).source).toBe('before');
  });

  it('that is not there is told', async () => {
    const { code, stderr } = await orf(['zones', 'check', join(folder.path, 'nowhere.txt')]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('cannot be read') });
  });
});

describe('address counts', () => {
  const check = (content: string, ...options: string[]) =>
    orf(['zones', 'check', written(postal), '--addresses', written(content), ...options]);

  it('may name the country of each code, and be wrong here and there', async () => {
    const { stdout } = await check(
      'country;code;addresses\nNL;1011;9000\nNL;1012;9000\nNL;9999;50000\nNL;1021;many\n',
    );
    expect(stdout).toContain('  1 left out, no country of two capital letters: line 1\n');
    expect(stdout).toContain('  1 left out, no whole number of addresses: line 5\n');
    expect(stdout).toContain('NL  4 postal codes: one area by counts, the smallest of 18,000 addresses\n');
    expect(stdout).toContain('    left out, counted but not in the postal code file: 1\n');
  });

  it('count the lower of two figures for one code', async () => {
    const { stdout } = await check('1011,20000\n1011,4000\n1021,5999\n', '--country', 'NL');
    expect(stdout).toContain(
      'NL  4 postal codes: fewer than 10,000 addresses by counts, so the country alone\n',
    );
  });

  it('without a country need one to be named', async () => {
    expect(await check(counts)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('names no country'),
    });
    expect(await check(counts, '--country', 'NL,BE')).toMatchObject({ code: 1 });
  });
});

describe('orf zones', () => {
  it.each([
    [['zones', 'polish'], 2],
    [['zones', 'load'], 2],
    [['zones', 'check', 'a', 'b'], 2],
    [['zones', 'load', 'a.txt'], 2],
    [['zones', 'check', 'a.txt', '--country', 'Netherlands'], 2],
    [['zones'], 2],
    [['zones', '--help'], 0],
  ])('%j ends with %i', async (args, code) => {
    expect((await orf(args)).code).toBe(code);
  });

  it('keeps a server from starting with a table that is none', async () => {
    const small = { format: 'orf-zones-1', countries: { NL: { forms: ['NNNN'], areas: { '1011': 200 } } } };
    for (const [content, message] of [
      ['{', /no table of zones/],
      [JSON.stringify(small), /NL has an area "1011" of fewer than 10000 addresses/],
    ] as const) {
      await expect(startSandbox({ ORF_ZONES: written(content) })).rejects.toThrow(message);
    }
    await expect(startSandbox({ ORF_ZONES: join(folder.path, 'none.json') })).rejects.toThrow('no such file');
  });
});

/** The zones that a decision records for a sender in 1011 and a buyer in 2011. */
async function zonesOf(table: string): Promise<{ from?: string | undefined; to?: string | undefined }> {
  const sandbox: Sandbox = await startSandbox({ ORF_ZONES: table });
  try {
    const at = (postal_code: string) => ({
      name: 'A. Person',
      street: 'Street 1',
      postal_code,
      city: 'Place',
      country: 'NL',
    });
    const { id } = await sandbox.ask('createReturn', { body: aReturn({ ship_from: at('1011 AB') }) });
    const { product } = await sandbox.ask('chooseRoute', {
      path: { return_id: id },
      body: { route: 'forward' },
    });
    const order = await sandbox.ask('createOrder', {
      body: orderFor(product.sku, { ship_to: at('2011AB') }),
    });
    const decision = await sandbox.ask('getDecision', {
      path: { decision_id: order.decision_id ?? '' },
    });
    const { components } = decision.candidates[0] ?? {};
    return { from: components?.from_zone, to: components?.to_zone };
  } finally {
    await sandbox.close();
  }
}

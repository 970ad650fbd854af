import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readContract } from '../src/read/contract.ts';

const command = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const spec = fileURLToPath(new URL('fixtures/contract', import.meta.url));
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orf-command-'));
  await cp(spec, join(folder, 'contract'), { recursive: true });
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs the command in the folder. */
function run(...given: string[]): Promise<{ code: number; text: string }> {
  const place = [
    '--spec',
    join(folder, 'contract'),
    '--out',
    join(folder, 'out'),
    '--handlers',
    join(folder, 'none'),
  ];
  return new Promise((resolve) => {
    execFile(process.execPath, [command, ...place, ...given], (error, stdout, stderr) => {
      resolve({ code: Number(error?.code ?? 0), text: stdout + stderr });
    });
  });
}

describe('orf-codegen', { timeout: 60_000 }, () => {
  it('says what it takes', async () => {
    const { code, text } = await run('--help');
    expect(code).toBe(0);
    expect(text).toContain('--check');
  });

  it('refuses an option that it does not have', async () => {
    expect(await run('--checks')).toMatchObject({ code: 2, text: expect.stringContaining('--checks') });
  });

  it('reads the contract from its file as well, and lets generated code find the rest in the package', async () => {
    const out = join(folder, 'vendor');
    const file = join(folder, 'contract', 'openapi.yaml');
    expect((await run('--spec', file, '--out', out)).code).toBe(0);
    const manifest = await readFile(join(out, 'manifest.ts'), 'utf8');
    const validators = await readFile(join(out, 'test-control', 'validators.d.ts'), 'utf8');
    expect(manifest).toContain("from '@open-return-forwarding/protocol';");
    expect(manifest + validators).not.toContain('operation-info');
  });

  it('never writes into a folder that holds work of somebody else', async () => {
    const out = join(folder, 'mine');
    await mkdir(out);
    await writeFile(join(out, 'server.ts'), 'export const mine = true;\n');
    const { code, text } = await run('--out', out);
    expect([code, text]).toEqual([1, expect.stringContaining('server.ts: was not generated')]);
    expect(await readdir(out)).toEqual(['server.ts']);
  });

  it('names a contract that is not there', async () => {
    expect(await run('--spec', join(folder, 'nowhere'))).toMatchObject({
      code: 2,
      text: expect.stringContaining('nowhere'),
    });
  });

  it('generates, and fails the check once the contract has changed', async () => {
    expect((await run()).code).toBe(0);
    await writeFile(join(folder, 'contract/policies/default.yaml'), 'window_days: 8\n');
    const { code, text } = await run('--check');
    expect([code, text.split('\n')[0]]).toEqual([
      1,
      expect.stringMatching(/out\/policy\.ts: differs from line \d+ on$/),
    ]);
  });

  it('names file and place of what is wrong, without a stack', async () => {
    await writeFile(join(folder, 'contract/policies/default.yaml'), 'window_days: 99\n');
    expect(await run()).toEqual({
      code: 1,
      text: 'contract/policies/default.yaml#/window_days: breaks `maximum` {"comparison":"<=","limit":14}\n',
    });
  });
});

describe('a contract that cannot be read', () => {
  it('is named with the line of what is no YAML', async () => {
    await writeFile(join(folder, 'contract/policies/default.yaml'), 'window_days: [\n');
    await expect(readContract(join(folder, 'contract'))).rejects.toThrow(
      /^contract\/policies\/default\.yaml: .* at line \d+/s,
    );
  });

  it('is named with a reference that leads nowhere', async () => {
    await writeFile(join(folder, 'contract/policies/default.yaml'), 'window_days: 7\n');
    const file = join(folder, 'contract/openapi.yaml');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('schemas/instant.yaml#/Instant', 'schemas/instant.yaml#/Moment'));
    await expect(readContract(join(folder, 'contract'))).rejects.toThrow(
      /^contract\/openapi\.yaml: .*Moment/s,
    );
  });
});

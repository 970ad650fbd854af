import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
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

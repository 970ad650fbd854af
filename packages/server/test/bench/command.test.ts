import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const main = fileURLToPath(new URL('../../bench/main.ts', import.meta.url));

/** Exit code and output of the benchmark. */
function bench(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [main, ...args], (_, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, stdout, stderr });
    });
  });
}

describe('pnpm bench', () => {
  it('says what it can do', async () => {
    const { code, stdout } = await bench('--help');
    expect(code).toBe(0);
    expect(stdout).toContain('bench matching [--seed S] [--quick]');
  });

  it('does nothing that it does not know', async () => {
    const { code, stdout, stderr } = await bench('weighing');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('bench matching');
  });

  it('ends a quick run of matching with every figure that it promises, and judges none', async () => {
    const { code, stdout, stderr } = await bench('matching', '--quick', '--seed', 'test');
    const result = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
    expect({ code, broken: result.broken, seed: result.seed }).toEqual({ code: 0, broken: [], seed: 'test' });
    expect(stderr).toContain('one listing, 2.2 orders a day');
    const promised = [
      ...[
        'online_optimum_ratio',
        'clairvoyant_ratio',
        'above_greedy_low',
        'crowded_ratio',
        'crowded_over_greedy',
      ],
      ...['p99_1m_over_1k', 'core_p99_ms_1m', 'hot_sku_p99_ms', 'index_bytes_per_listing'],
      ...['server_p99_ms_small', 'server_p99_ms_large', 'server_rss_mb_large'],
    ];
    for (const name of promised) expect(result[name], name).toEqual(expect.any(Number));
  }, 60_000);
});

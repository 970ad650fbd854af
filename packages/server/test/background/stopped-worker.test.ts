import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { Worker } from '../../src/background/worker.ts';
import { systemClock } from '../../src/clock.ts';
import { compose } from '../../src/compose.ts';
import { readConfig } from '../../src/config.ts';

it('a worker that is stopped while it was just woken leaves the closed store alone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'orf-worker-'));
  const { store, close } = await compose(readConfig({ ORF_DATABASE: join(folder, 'orf.db') }));
  const complaints: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => complaints.push(line) });
  const nothing = async () => {};
  const worker = new Worker({ store, clock: systemClock, log, meet: nothing, tidy: nothing });
  worker.start();
  await worker.stop();
  await close();
  for (let turn = 0; turn < 20; turn += 1) await nextTurn();
  rmSync(folder, { recursive: true });
  expect(complaints).toEqual([]);
});

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { main } from '@open-return-forwarding/conformance';
import { startWorld } from './world.ts';

/** Git takes no notice of this folder. */
const FOLDER = join(import.meta.dirname, '..', '..', '..', '.orf');

/** Starts the reference server on a free port and runs the whole suite against it over HTTP; answers the exit code. */
export async function certifyReference(): Promise<number> {
  mkdirSync(FOLDER, { recursive: true });
  const config = join(FOLDER, `conformance-${process.pid}.yaml`);
  const world = await startWorld();
  try {
    writeFileSync(config, JSON.stringify(world.config));
    return await main(['run', '--config', config, '--report', join(FOLDER, 'conformance-report.json')]);
  } finally {
    await world.close();
    rmSync(config, { force: true });
  }
}

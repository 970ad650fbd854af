import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ContractError } from '../fault.ts';
import type { JsonObject } from '../json.ts';
import { contractPath } from './yaml.ts';

const run = promisify(execFile);

/**
 * One OpenAPI document with every file reference drawn in. Redocly does it because it also rewrites
 * `discriminator.mapping`, which other bundlers leave pointing at files. Throws a ContractError with its report.
 */
export async function bundle(file: string): Promise<JsonObject> {
  const folder = await mkdtemp(join(tmpdir(), 'orf-codegen-'));
  const output = join(folder, 'bundle.json');
  const config = join(folder, 'redocly.yaml');
  const command = createRequire(import.meta.url).resolve('@redocly/cli/bin/cli.js');
  try {
    await writeFile(config, '{}\n');
    await run(
      process.execPath,
      [command, 'bundle', file, '--config', config, '--ext', 'json', '-o', output],
      {
        env: {
          ...process.env,
          REDOCLY_TELEMETRY: 'off',
          REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
          NO_COLOR: '1',
        },
      },
    );
    return JSON.parse(await readFile(output, 'utf8')) as JsonObject;
  } catch (error) {
    const report = (error as { stderr?: string }).stderr?.trim() || String(error);
    throw new ContractError([{ place: contractPath(file), message: `cannot be bundled\n${report}` }]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

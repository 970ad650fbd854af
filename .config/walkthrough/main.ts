import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fillBlocks } from '../standard/blocks.ts';
import { readSchemas } from '../standard/examples.ts';
import { type Fault, report } from '../standard/fault.ts';
import { root } from '../standard/files.ts';
import { readSources } from '../standard/sources.ts';
import { Recorder } from './record.ts';
import { render } from './render.ts';
import { startSandbox } from './sandbox.ts';
import { playForward } from './story.ts';

const file = 'spec/standard/annex-walkthrough.md';

/** Plays one forward against a server in this process and writes it down. */
async function write(): Promise<string> {
  const sandbox = await startSandbox();
  try {
    const recorder = new Recorder(sandbox);
    await playForward(recorder);
    return render(recorder.scenes, readSchemas(readSources().documents));
  } finally {
    await sandbox.close();
  }
}

/** Writes or checks the page; what is wrong with it. */
async function bring(isCheck: boolean): Promise<readonly Fault[]> {
  const before = { file, text: readFileSync(join(root, file), 'utf8') };
  const body = await write();
  const { page, faults } = fillBlocks(before, {
    walkthrough: (name) => (name === 'forward' ? body : undefined),
  });
  if (page.text === before.text) return faults;
  if (!isCheck) writeFileSync(join(root, file), page.text);
  const stale = {
    place: file,
    message: 'is not what the server does; run `pnpm generate` and read what changed',
  };
  return isCheck ? [...faults, stale] : faults;
}

const faults = await bring(process.argv.includes('--check')).catch((error: Error) => [
  { place: file, message: `one forward cannot be played to its end: ${error.message}` },
]);
report(faults);
process.exitCode = faults.length === 0 ? 0 : 1;

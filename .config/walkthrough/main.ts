import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fillBlocks } from '../standard/blocks.ts';
import { readSchemas } from '../standard/examples.ts';
import { report } from '../standard/fault.ts';
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

const before = { file, text: readFileSync(join(root, file), 'utf8') };
const body = await write();
const { page, faults } = fillBlocks(before, {
  walkthrough: (name) => (name === 'forward' ? body : undefined),
});
const isCheck = process.argv.includes('--check');
if (isCheck && page.text !== before.text) {
  faults.push({
    place: file,
    message: 'is not what the server does; run `pnpm generate` and read what changed',
  });
}
if (!isCheck && page.text !== before.text) writeFileSync(join(root, file), page.text);
report(faults);
process.exitCode = faults.length === 0 ? 0 : 1;

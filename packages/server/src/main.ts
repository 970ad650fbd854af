#!/usr/bin/env node
import { requireNode } from './cli/node-version.ts';

requireNode(process.versions.node);
// Whoever reads the output may stop early, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});
const { run } = await import('./cli/run.ts');
process.exitCode = await run(process.argv.slice(2));

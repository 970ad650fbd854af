#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { requireNode } from './cli/node-version.ts';

requireNode(process.versions.node);
// Compiled code is kept beside the installed packages: the next start takes half the time.
const { enableCompileCache } = await import('node:module');
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url)));
// Whoever reads the output may stop early, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});
const { run } = await import('./cli/run.ts');
process.exitCode = await run(process.argv.slice(2));

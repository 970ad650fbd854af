#!/usr/bin/env node
import { main } from './cli/main.ts';

// Whoever reads the output may stop early, as `head` does: the run goes on, to the exit code that it has.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
process.exitCode = await main(process.argv.slice(2));

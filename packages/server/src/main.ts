#!/usr/bin/env node
import { requireNode } from './cli/node-version.ts';

requireNode(process.versions.node);
const { run } = await import('./cli/run.ts');
process.exitCode = await run(process.argv.slice(2));

#!/usr/bin/env node
import { simulate } from './cli/simulate.ts';

process.exitCode = await simulate(process.argv.slice(2), { out: process.stdout, err: process.stderr });

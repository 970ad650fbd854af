#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { readOrders, readReturns } from './data.ts';
import { type Figures, readFigures } from './figures.ts';
import { replay, type Watcher } from './replay.ts';
import { startSandbox } from './server.ts';
import { faultsOf, jsonOf, summaryOf } from './summary.ts';
import { coloured, createTimeline, plain } from './timeline.ts';

const FROM = '2027-03-01T00:00:00.000Z';
const TO = '2027-03-31T00:00:00.000Z';

const help = `pnpm demo [--quiet]

Plays a day of a small fashion retailer, and what follows from it, against a server of its own on a temporary database.
One line per happening, then a summary; the last line is one JSON object.

  -q, --quiet   no timeline, only the summary and the JSON line
  -h, --help    this text

Ends with 0 if every exit happened and the books are even, with 1 if not, with 2 if the call was not understood.
`;

function write(line: string): void {
  process.stdout.write(`${line}\n`);
}

const silent: Watcher = { happened: () => undefined, told: () => undefined };

/** Colours are for people at a terminal who did not say no. */
function watcher(quiet: boolean): Watcher {
  if (quiet) return silent;
  return createTimeline(write, process.stdout.isTTY && !process.env.NO_COLOR ? coloured : plain);
}

async function play(quiet: boolean): Promise<Figures> {
  const [returns, orders] = [await readReturns(), await readOrders()];
  const sandbox = await startSandbox(FROM);
  try {
    if (!quiet) write(`A server on ${sandbox.url}, ${returns.length} returns and ${orders.length} orders.`);
    await replay(sandbox, { returns, orders, from: FROM, to: TO }, watcher(quiet));
    return await readFigures(sandbox.orf, FROM);
  } finally {
    await sandbox.close();
  }
}

function conclude(figures: Figures): number {
  write('');
  for (const line of summaryOf(figures)) write(line);
  const faults = faultsOf(figures);
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  write(jsonOf(figures));
  return faults.length === 0 ? 0 : 1;
}

function optionsOf(args: readonly string[]): { readonly quiet: boolean; readonly help: boolean } | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { quiet: { type: 'boolean', short: 'q' }, help: { type: 'boolean', short: 'h' } },
    });
    return { quiet: values.quiet ?? false, help: values.help ?? false };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\nSee pnpm demo --help.\n`);
    return undefined;
  }
}

async function main(): Promise<number> {
  const options = optionsOf(process.argv.slice(2));
  if (options === undefined) return 2;
  if (options.help) {
    process.stdout.write(help);
    return 0;
  }
  return conclude(await play(options.quiet));
}

process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});
process.exitCode = await main();

#!/usr/bin/env node
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { emitHandlers } from './emit/handlers.ts';
import { withRuntime } from './emit/runtime.ts';
import { ContractError } from './fault.ts';
import { generateFrom } from './generate.ts';
import { differences, refuseForeign, writeFiles } from './output.ts';
import { help, options, type Places, placesOf, UsageError } from './places.ts';
import { readContract } from './read/contract.ts';

/** Runs the command; resolves to the exit code. */
async function main(): Promise<number> {
  const { values } = parseArgs({ options, strict: true });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const places = placesOf(values);
  const outputs = await outputsOf(places);
  if (values.check) return check(outputs);
  for (const { folder, files } of outputs) {
    await refuseForeign(folder, files);
    await writeFiles(folder, files);
  }
  const count = outputs.reduce((sum, { files }) => sum + files.length, 0);
  process.stdout.write(`${count} files generated from ${relative('.', places.spec) || '.'}\n`);
  return 0;
}

type Output = Readonly<{ folder: string; files: Awaited<ReturnType<typeof generateFrom>> }>;

async function outputsOf({ spec, out, runtime, server }: Places): Promise<Output[]> {
  const contract = await readContract(spec);
  const files = await generateFrom(contract);
  const protocol = { folder: out, files: runtime === undefined ? files : withRuntime(files, runtime) };
  if (server === undefined) return [protocol];
  const { registry, ...source } = server;
  return [protocol, { folder: registry, files: [await emitHandlers(source, contract)] }];
}

async function check(outputs: readonly Output[]): Promise<number> {
  const found = await Promise.all(outputs.map(({ folder, files }) => differences(folder, files)));
  for (const line of found.flat()) process.stderr.write(`${line}\n`);
  if (found.flat().length === 0) return 0;
  process.stderr.write('Generated code is not up to date: run the command without --check.\n');
  return 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  const usage =
    error instanceof UsageError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') === true;
  if (!(error instanceof ContractError) && !usage) throw error;
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = usage ? 2 : 1;
}

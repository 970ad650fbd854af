#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { emitHandlers } from './emit/handlers.ts';
import { ContractError } from './fault.ts';
import { generateFrom } from './generate.ts';
import { differences, writeFiles } from './output.ts';
import { readContract } from './read/contract.ts';

const help = `orf-codegen: generates the protocol's code from the contract

  --spec <folder>       the contract (default: spec)
  --out <folder>        where the protocol's code goes (default: packages/protocol/src/generated)
  --handlers <folder>   the server's operations, one file per operationId (default: packages/server/src/operations)
  --registry <folder>   where the table of handlers goes (default: packages/server/src/generated)
  --context <spec>      where the handlers' context is declared (default: ../casework/context.ts#OperationContext)
  --profiles <list>     profiles that the server declares (default: core,webhooks,policy)
  --check               write nothing; fail and name each file that differs
  --help                this text
`;

const fromRoot = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

const options = {
  spec: { type: 'string', default: fromRoot('spec') },
  out: { type: 'string', default: fromRoot('packages/protocol/src/generated') },
  handlers: { type: 'string', default: fromRoot('packages/server/src/operations') },
  registry: { type: 'string', default: fromRoot('packages/server/src/generated') },
  context: { type: 'string', default: '../casework/context.ts#OperationContext' },
  profiles: { type: 'string', default: 'core,webhooks,policy' },
  check: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** Runs the command; resolves to the exit code. */
async function main(): Promise<number> {
  const { values } = parseArgs({ options, strict: true });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const contract = await readContract(values.spec);
  const files = await generateFrom(contract);
  const source = {
    folder: values.handlers,
    profiles: values.profiles.split(','),
    specifier: '../operations',
    context: values.context,
  };
  // Without a server beside it there is no table to write.
  const registry = existsSync(values.handlers) ? [await emitHandlers(source, contract)] : [];
  if (values.check) {
    const found = [
      ...(await differences(values.out, files)),
      ...(registry.length > 0 ? await differences(values.registry, registry) : []),
    ];
    for (const line of found) process.stderr.write(`${line}\n`);
    if (found.length > 0) process.stderr.write('Generated code is not up to date: run `pnpm generate`.\n');
    return found.length === 0 ? 0 : 1;
  }
  await writeFiles(values.out, files);
  if (registry.length > 0) await writeFiles(values.registry, registry);
  process.stdout.write(
    `${files.length + registry.length} files generated from ${relative('.', values.spec)}\n`,
  );
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  const usage = (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') === true;
  if (!(error instanceof ContractError) && !usage) throw error;
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = usage ? 2 : 1;
}

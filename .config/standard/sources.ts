import { parse } from 'yaml';
import { checklistBlock, type Entry, summaryBlock } from './blocks/checklist.ts';
import { registryBlock } from './blocks/registry.ts';
import { sequenceBlock } from './blocks/sequence.ts';
import { lifecycleBlock } from './blocks/table.ts';
import type { Writers } from './blocks.ts';
import { readPage } from './files.ts';
import { type Lifecycles, readLifecycles } from './lifecycles.ts';
import type { RegisterRules } from './register.ts';
import { type Registry, readRegistries } from './registries.ts';
import type { Sentence } from './sentences.ts';

/** What blocks are written from. */
export interface Sources {
  readonly lifecycles: Lifecycles;
  readonly registries: readonly Registry[];
  /** The bundled documents of the contract. */
  readonly documents: readonly object[];
}

const bundles = ['', 'test-control/'].map(
  (folder) => `packages/protocol/src/generated/${folder}openapi.json`,
);

/** Reads them: the contract as it was bundled by the step of `pnpm generate` before this one. */
export function readSources(): Sources {
  const lifecycles = readLifecycles(readPage('spec/lifecycles.yaml').text);
  const documents = bundles.map((file) => JSON.parse(readPage(file).text));
  const problems = readPage('spec/problems.yaml').text;
  return { lifecycles, documents, registries: readRegistries({ documents, lifecycles, problems }) };
}

/** The prose's sentences with the register that was filled from them. */
export interface Filled {
  readonly sentences: readonly Sentence[];
  readonly register: string;
  readonly rules: RegisterRules;
}

/** Who writes which kind of block. */
export function writersOf(
  { lifecycles, registries }: Sources,
  { sentences, register, rules }: Filled,
): Writers {
  const entries = (parse(register) ?? {}) as Record<string, Entry>;
  return {
    table: (name) => lifecycleBlock(lifecycles, name),
    sequence: (name) => sequenceBlock(lifecycles, name),
    registry: (name) => registryBlock(registries, name),
    checklist: (name) =>
      name === 'summary'
        ? summaryBlock(sentences, entries, rules.profiles)
        : checklistBlock(sentences, entries, { name, known: rules.profiles, roles: rules.roles }),
  };
}

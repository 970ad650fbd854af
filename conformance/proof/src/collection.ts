import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Mutant, Variant } from './mutant.ts';

/** Every server that the suite is proved with. */
export interface Collection {
  readonly mutants: readonly Mutant[];
  readonly variants: readonly Variant[];
}

/** Reads every file under `mutants/` and `variants/`: a server belongs to the proof by standing there. */
export async function readCollection(): Promise<Collection> {
  const mutants = await exportsOf<Mutant>('mutants');
  const variants = await exportsOf<Variant>('variants');
  const seen = new Set<string>();
  for (const { id } of [...mutants, ...variants]) {
    if (seen.has(id)) throw new Error(`two servers of the proof are called ${id}`);
    seen.add(id);
  }
  return { mutants, variants };
}

async function exportsOf<T extends { readonly id: string }>(
  name: 'mutants' | 'variants',
): Promise<readonly T[]> {
  const folder = join(import.meta.dirname, name);
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .toSorted();
  const modules = await Promise.all(
    files.map((file) => import(join(folder, file)) as Promise<Record<string, readonly T[] | undefined>>),
  );
  return modules.flatMap((module) => module[name] ?? []).toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

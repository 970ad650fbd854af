import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Check } from './run/check.ts';
import type { Observer } from './run/observer.ts';

/** All that the suite can try. */
export interface Catalogue {
  readonly checks: readonly Check[];
  readonly observers: readonly Observer[];
}

/** Reads every file under `checks/` and `observers/`: a check belongs to the suite by standing there. */
export async function readCatalogue(): Promise<Catalogue> {
  const checks = await exportsOf<Check>('checks', 'checks');
  const observers = await exportsOf<Observer>('observers', 'observers');
  return { checks: distinct(checks), observers: distinct(observers) };
}

/** SHA-256 over the source of the suite: two reports of one digest were judged alike. */
export function suiteDigest(): string {
  const hash = createHash('sha256');
  for (const file of filesUnder(import.meta.dirname)) {
    hash.update(file.slice(import.meta.dirname.length)).update(readFileSync(file));
  }
  return hash.digest('hex');
}

async function exportsOf<T>(folder: string, name: string): Promise<T[]> {
  const files = filesUnder(join(import.meta.dirname, folder)).filter((file) => !file.endsWith('.d.ts'));
  const modules = await Promise.all(
    files.map((file) => import(file) as Promise<Record<string, T[] | undefined>>),
  );
  return modules.flatMap((module) => module[name] ?? []);
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[jt]s$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

function distinct<T extends { readonly id: string }>(all: readonly T[]): readonly T[] {
  const seen = new Set<string>();
  for (const { id } of all) {
    if (seen.has(id)) throw new Error(`two pieces of the suite are called ${id}`);
    seen.add(id);
  }
  return all.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

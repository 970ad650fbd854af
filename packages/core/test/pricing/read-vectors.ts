import { readFileSync } from 'node:fs';

/** A published table of inputs and expected answers. */
export interface Vectors<Input, Expected> {
  readonly description: string;
  readonly policies?: Readonly<Record<string, unknown>>;
  readonly cases: readonly { readonly name: string; readonly input: Input; readonly expected: Expected }[];
}

/** Reads a table of `spec/vectors`. */
export function readVectors<Input, Expected>(file: string): Vectors<Input, Expected> {
  return JSON.parse(readFileSync(new URL(`../../../../spec/vectors/${file}`, import.meta.url), 'utf8'));
}

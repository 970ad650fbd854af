import { readFileSync } from 'node:fs';
import type { ExplanationRequest } from '../../src/explanation/explain.ts';
import { merged } from '../assessment/vectors.ts';

interface ExplanationVectors {
  readonly base: ExplanationRequest;
  readonly never: Readonly<Record<'en' | 'nl' | 'de' | 'fr', readonly string[]>>;
  readonly cases: readonly {
    readonly name: string;
    readonly input: object;
    readonly expected: { readonly codes: readonly string[] };
  }[];
}

const file = new URL('../../../../spec/vectors/explanation/consumer.json', import.meta.url);

export const { base, never, cases }: ExplanationVectors = JSON.parse(readFileSync(file, 'utf8'));

/** The base request with changes to it, as a JSON Merge Patch. */
export function request(...patches: readonly object[]): ExplanationRequest {
  return patches.reduce<unknown>(merged, base) as ExplanationRequest;
}

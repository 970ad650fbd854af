import type { Contract } from '../read/model.ts';
import { type GeneratedFile, header, literal } from './file.ts';

/** The codes that no operation names as its own: any operation may answer them. */
export function generalProblems(contract: Contract): string[] {
  const operations = [...contract.api.operations, ...(contract.testControl?.operations ?? [])];
  const specific = new Set(operations.flatMap((operation) => operation.problems));
  return Object.keys(contract.problems).filter((code) => !specific.has(code));
}

/** The registry of problems, and which of them are general. */
export function emitProblems(contract: Contract): GeneratedFile {
  const text = [
    `export const problems = ${literal(contract.problems)} as const;\n`,
    'export type ProblemCode = keyof typeof problems;\n',
    '/** Codes that no operation names as its own: any operation may answer them. */',
    `export const generalProblemCodes: readonly ProblemCode[] = ${literal(generalProblems(contract))};\n`,
  ].join('\n');
  return { path: 'problems.ts', text: header(contract.places.problems) + text };
}

export type { GeneratedFile } from './emit/file.ts';
export { withRuntime } from './emit/runtime.ts';
export { ContractError, type Fault } from './fault.ts';
export { checkContract, generate } from './generate.ts';
export { differences, refuseForeign, writeFiles } from './output.ts';
export { readContract } from './read/contract.ts';

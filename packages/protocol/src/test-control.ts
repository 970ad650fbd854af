export { contract as testControlContract } from './generated/test-control/contract.ts';
export * from './generated/test-control/enums.ts';
export {
  manifest as testControlManifest,
  type OperationId as TestControlOperationId,
} from './generated/test-control/manifest.ts';
export type * from './generated/test-control/operations.ts';
export type * from './generated/test-control/schemas.ts';
export type {
  operations as TestControlOperations,
  paths as TestControlPaths,
} from './generated/test-control/types.ts';
export { validators as testControlValidators } from './generated/test-control/validators.js';

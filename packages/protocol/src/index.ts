export * from './generated/enums.ts';
export * from './generated/lifecycles.ts';
export { manifest, type OperationId } from './generated/manifest.ts';
export type * from './generated/operations.ts';
export { defaultPolicySettings } from './generated/policy.ts';
export { type PrivateMember, privateMembers } from './generated/privacy.ts';
export { generalProblemCodes, type ProblemCode, problems } from './generated/problems.ts';
export type * from './generated/schemas.ts';
export { type Scope, scopes } from './generated/scopes.ts';
export type { components, operations, paths } from './generated/types.ts';
export { specVersion } from './generated/version.ts';
export { type WebhookEvent, type WebhookPayloads, webhookSchemas } from './generated/webhooks.ts';
export type {
  Handler,
  OperationInfo,
  ParameterInfo,
  ProtocolContract,
  ResponseInfo,
  SchemaValidator,
  SchemaViolation,
} from './operation-info.ts';
export { type ProblemDetails, ProblemError } from './problem.ts';

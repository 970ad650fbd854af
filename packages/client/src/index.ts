export type * from '@open-return-forwarding/protocol';
export type { Answer } from './answer.ts';
export type { CallOptions } from './call.ts';
export { createClient, type OrfClient } from './create-client.ts';
export { type AnyProblemCode, OrfAnswerError, OrfConnectionError, OrfError, OrfProblem } from './errors.ts';
export type { ClientOptions } from './methods.ts';
export type { Fetch } from './transport.ts';

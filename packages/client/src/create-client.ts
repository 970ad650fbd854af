import { manifest, type OperationId, type operations } from '@open-return-forwarding/protocol';
import { type Client, type ClientOptions, methodsOf } from './methods.ts';

/** A client of any server of the protocol. */
export type OrfClient = Client<operations, OperationId>;

/**
 * Makes a client. Each method is an operation of the contract: it takes `path`, `query` and `body`, gives the body of
 * the success, and otherwise throws an `OrfProblem` (the server refused), an `OrfConnectionError` (no answer) or an
 * `OrfAnswerError` (an answer that is not of the protocol). No request is sent here.
 * @throws {TypeError} when `baseUrl` is not a URL.
 */
export function createClient(options: ClientOptions): OrfClient {
  return methodsOf(options, manifest, 'bearer') as unknown as OrfClient;
}

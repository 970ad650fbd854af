import {
  type TestControlOperationId,
  type TestControlOperations,
  testControlManifest,
} from '@open-return-forwarding/protocol/test-control';
import { type Client, type ClientOptions, methodsOf } from './methods.ts';

/** A client of a sandbox's test control. */
export type OrfTestControl = Client<TestControlOperations, TestControlOperationId>;

/**
 * Makes a client of the test control of a sandbox: its clock, its scenarios, its carrier. `token` is the sandbox's own
 * secret. Works like `createClient`, but nothing that changes the sandbox is ever repeated.
 * @throws {TypeError} when `baseUrl` is not a URL.
 */
export function createTestControl(options: ClientOptions): OrfTestControl {
  return methodsOf(options, testControlManifest, 'testControl') as unknown as OrfTestControl;
}

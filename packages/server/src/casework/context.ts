import type {
  CoreHandlers,
  Discovery,
  PolicyHandlers,
  PrivacyHandlers,
  RecallHandlers,
  ReservationsHandlers,
  WebhooksHandlers,
} from '@open-return-forwarding/protocol';
import type { TestControlHandlers } from '@open-return-forwarding/protocol/test-control';
import type { Unit, View } from '../ports.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Services } from '../services.ts';

/** Who calls: the token names the retailer. */
export interface Principal {
  readonly retailer_id: string;
  /** Null where no key was used: a rating link, or background work. */
  readonly key_id: string | null;
  readonly scopes: readonly string[];
  /** Set where a rating link was used instead of a key. */
  readonly rating?: { readonly forward_id: string; readonly token: string };
}

/** What every operation is given. */
export interface OperationContext extends Services {
  readonly principal: Principal;
  readonly requestId: string;
  /** Countries and currencies that any retailer's policy in force names. */
  markets(): Promise<Pick<Discovery, 'countries' | 'currencies'>>;
  /** Reads a consistent snapshot. */
  query<T>(work: (view: View) => Promise<T>): Promise<T>;
  /** Runs a command of its own; for operations that are no single command, as those of the test control. */
  command<T>(work: (context: OperationContext) => Promise<T>): Promise<T>;
  /** Why the URL that the request names may not be used, if so: looked up before any transaction opened. */
  readonly refusedUrl: string | undefined;
  /** The sandbox; asking for it in production is a fault. */
  readonly sandbox: Sandbox;
  /** The transaction of a command; a reading operation has none, and asking for it is a fault. */
  readonly unit: Unit;
}

/** Who did what, for operations that are no command under an idempotency key. */
export async function recordAudit(
  { unit, requestId, principal, clock }: OperationContext,
  operation: string,
  subject_id: string,
): Promise<void> {
  await unit.audit({
    request_id: requestId,
    key_id: principal.key_id,
    operation,
    subject_id,
    at: clock.now(),
  });
}

type Handlers = CoreHandlers<OperationContext> &
  WebhooksHandlers<OperationContext> &
  PolicyHandlers<OperationContext> &
  PrivacyHandlers<OperationContext> &
  ReservationsHandlers<OperationContext> &
  RecallHandlers<OperationContext>;

/** One operation of the contract, under its operationId. */
export type Operation<Id extends keyof Handlers> = Handlers[Id];

/** One operation of the test control. */
export type TestOperation<Id extends keyof TestControlHandlers<OperationContext>> =
  TestControlHandlers<OperationContext>[Id];

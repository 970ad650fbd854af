import type { Operation } from '../contract/contract.ts';
import { at } from '../contract/documents.ts';
import type { CallOptions, Trial } from '../run/trial.ts';
import { books, look, rated } from './parcels.ts';
import { fresh } from './stage.ts';

/** An id of an object that exists for every path parameter of the operations that the server declares. */
export type Ids = Readonly<Record<string, string>>;

/** The lists of the core, beside the log. */
export const LISTS = [
  'listReturns',
  'listListings',
  'listOrders',
  'listForwards',
  'listSettlements',
  'listDisputes',
];

/** Whether the server declares a profile. */
export function declares({ around }: Trial, profile: string): boolean {
  const { profiles } = around.discovery;
  return Array.isArray(profiles) && profiles.includes(profile);
}

/** The operations of the profiles that the server declares, without test control. */
export function offered(trial: Trial): Operation[] {
  return [...trial.around.contract.operations.values()].filter(({ profile }) => declares(trial, profile));
}

/** Names of the path parameters of an operation. */
export function parametersOf({ path }: Operation): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
}

/** Empties the sandbox and brings about one object of every kind: a parcel was rated badly after its refund was requested. */
export async function everything(trial: Trial): Promise<Ids> {
  await fresh(trial, { policy: { refund: { trigger: 'handed_in' } } });
  const match = await rated(trial, 'negative');
  const forward = trial.needObject('getForward', await look(trial, match), 200);
  const settlement = trial.needObject('getSettlement', await books(trial, match), 200);
  return {
    ...match,
    decision_id: String(forward.decision_id),
    refund_id: String(at(forward, '/refund/id')),
    settlement_id: String(settlement.id),
    dispute_id: await firstOf(trial, 'listDisputes'),
    event_id: await firstOf(trial, 'listEvents'),
    version: '1',
    code: 'not_found',
    format: String(at(forward, '/label/formats/0')),
    ...(declares(trial, 'webhooks') ? await webhookIds(trial) : {}),
    ...(declares(trial, 'privacy') ? await erasureIds(trial) : {}),
  };
}

async function webhookIds(trial: Trial): Promise<Ids> {
  const url = await trial.listen({ answers: [{ status: 204 }] });
  const reply = await trial.call('createWebhookEndpoint', { body: { url } });
  const created = trial.needObject('createWebhookEndpoint', reply, 201);
  const endpoint_id = String(at(created, '/endpoint/id'));
  const sent = await trial.call('sendTestEvent', { path: { endpoint_id } });
  return { endpoint_id, delivery_id: String(trial.needObject('sendTestEvent', sent, 202).id) };
}

async function erasureIds(trial: Trial): Promise<Ids> {
  const body = { consumer_ref: trial.unique('nobody') };
  const erasure = trial.needObject('eraseConsumer', await trial.call('eraseConsumer', { body }), 201, 202);
  return { erasure_id: String(erasure.id) };
}

async function firstOf(trial: Trial, operation: string): Promise<string> {
  const page = trial.needObject(operation, await trial.call(operation, { query: { limit: 1 } }), 200);
  const id = at(page, '/items/0/id');
  trial.need(`${operation} has an item`, {
    holds: typeof id === 'string',
    expected: 'an id',
    actual: String(id),
  });
  return String(id);
}

/** An ordinary call of an operation on these objects, with the contract's own example as body. */
export function ordinaryCall(operation: Operation, ids: Ids): CallOptions {
  const path = Object.fromEntries(parametersOf(operation).map((name) => [name, ids[name] ?? '']));
  return {
    path,
    query: operation.requiredQuery,
    ...(operation.takesBody ? { body: operation.example } : {}),
  };
}

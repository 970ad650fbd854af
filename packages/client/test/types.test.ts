import type { CreateReturn, Event, EventPage, Order, Return } from '@open-return-forwarding/protocol';
import { expectTypeOf, test } from 'vitest';
import { type AnyProblemCode, createClient, type OrfClient, type OrfProblem } from '../src/index.ts';
import { createTestControl } from '../src/test-control.ts';

const orf = createClient({ baseUrl: 'http://localhost:8787', fetch: () => Response.json({}) });
const path = { return_id: 'ret_1' };
/** Only compiled: what must and must not be a call. */
const compiled = (_: () => unknown) => undefined;

test('a call takes what the contract asks for and gives what it promises', () => {
  expectTypeOf<Parameters<OrfClient['createReturn']>[0]['body']>().toEqualTypeOf<CreateReturn>();
  expectTypeOf<OrfClient['createReturn']>().returns.resolves.toEqualTypeOf<Return>();
  expectTypeOf<OrfClient['getOrder']>().returns.resolves.toEqualTypeOf<Order>();
  expectTypeOf<OrfClient['getLabelDocument']>().returns.resolves.toEqualTypeOf<Uint8Array<ArrayBuffer>>();
  expectTypeOf<OrfClient['deleteWebhookEndpoint']>().returns.resolves.toEqualTypeOf<undefined>();
  expectTypeOf<Awaited<ReturnType<OrfClient['withResponse']['getOrder']>>['data']>().toEqualTypeOf<Order>();
});

test('lists, and lists only, can be iterated', () => {
  expectTypeOf(orf.all.listReturns).returns.toEqualTypeOf<AsyncIterable<Return>>();
  expectTypeOf(orf.all.listEvents).returns.toEqualTypeOf<AsyncIterable<Event>>();
  expectTypeOf(orf.pages.listEvents).returns.toEqualTypeOf<AsyncIterable<EventPage>>();
  expectTypeOf<keyof OrfClient['all'] & 'getReturn'>().toBeNever();
});

test('a call that leaves something out or adds something does not compile', () => {
  compiled(() => [orf.getPolicy(), orf.listReturns(), orf.listReturns({ query: { status: 'offered' } })]);
  // @ts-expect-error a required path parameter
  compiled(() => orf.getReturn());
  // @ts-expect-error a required body
  compiled(() => orf.chooseRoute({ path }));
  // @ts-expect-error a value of the enumeration
  compiled(() => orf.chooseRoute({ path, body: { route: 'elsewhere' } }));
  // @ts-expect-error a filter that the list has
  compiled(() => orf.listReturns({ query: { colour: 'red' } }));
  // @ts-expect-error the entity tag of the version that is replaced
  compiled(() => orf.updatePolicy({ body: {} as never }));
  // @ts-expect-error a read has no key
  compiled(() => orf.getReturn({ path, idempotencyKey: 'k1' }));
  // @ts-expect-error messages of webhooks are no operations
  compiled(() => orf.onReturnCreated());
});

test('own members of the caller are allowed under their prefix', () => {
  compiled(() => orf.cancelReturn({ path, body: { x_reason: 'kept' } }));
  // @ts-expect-error a misspelled member
  compiled(() => orf.cancelReturn({ path, body: { notes: 'kept' } }));
});

test('a problem’s code can be compared with every code of the registry, and with others', () => {
  expectTypeOf<'offer_expired'>().toExtend<OrfProblem['code']>();
  expectTypeOf<string>().toExtend<AnyProblemCode>();
});

test('test control is typed by its own document', () => {
  const sandbox = createTestControl({ baseUrl: 'http://localhost:8787', fetch: () => Response.json({}) });
  expectTypeOf(sandbox.getClock).returns.resolves.toExtend<{ drained: boolean }>();
  expectTypeOf<keyof typeof sandbox & 'createReturn'>().toBeNever();
});

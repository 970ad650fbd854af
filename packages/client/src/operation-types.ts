import type { Answer } from './answer.ts';
import type { CallOptions } from './call.ts';

/** A method per operation. What may be left out of a call may be left out; without required parts, the whole input. */
export type Methods<Ops, Id extends keyof Ops> = {
  readonly [I in Id]: (...input: Arguments<Ops[I]>) => Promise<SuccessBody<Ops[I]>>;
};

/** As {@link Methods}, with status and headers beside the body. */
export type MethodsWithResponse<Ops, Id extends keyof Ops> = {
  readonly [I in Id]: (...input: Arguments<Ops[I]>) => Promise<Answer<SuccessBody<Ops[I]>>>;
};

/** The lists, as their pages. */
export type PageMethods<Ops, Id extends keyof Ops> = {
  readonly [I in ListId<Ops, Id>]: (...input: Arguments<Ops[I]>) => AsyncIterable<SuccessBody<Ops[I]>>;
};

/** The lists, as the items of all their pages. */
export type ItemMethods<Ops, Id extends keyof Ops> = {
  readonly [I in ListId<Ops, Id>]: (
    ...input: Arguments<Ops[I]>
  ) => AsyncIterable<ItemOf<SuccessBody<Ops[I]>>>;
};

/** What a call of an operation takes. */
export type Input<Op> = Readonly<PathPart<Op> & QueryPart<Op> & BodyPart<Op> & HeaderParts<Op>> & CallOptions;

type Arguments<Op> = Record<never, never> extends Input<Op> ? [input?: Input<Op>] : [input: Input<Op>];

type Nothing = Record<never, never>;
type ParametersOf<Op, Place extends string> = Op extends { parameters: { [P in Place]?: infer Found } }
  ? NonNullable<Found>
  : never;

/** `keyof never` is every name there is. */
type NamesOf<Op, Place extends string> = [ParametersOf<Op, Place>] extends [never]
  ? never
  : keyof ParametersOf<Op, Place>;

type PathPart<Op> = [ParametersOf<Op, 'path'>] extends [never] ? Nothing : { path: ParametersOf<Op, 'path'> };

type QueryPart<Op> = [ParametersOf<Op, 'query'>] extends [never]
  ? Nothing
  : Nothing extends ParametersOf<Op, 'query'>
    ? { query?: ParametersOf<Op, 'query'> }
    : { query: ParametersOf<Op, 'query'> };

type BodyPart<Op> = Op extends { requestBody: { content: infer Media } }
  ? { body: Media[keyof Media] }
  : Op extends { requestBody?: { content: infer Media } }
    ? { body?: Media[keyof Media] }
    : Nothing;

/** The headers of the contract that a caller has a say in, each under a name of its own. */
type HeaderParts<Op> = ('If-Match' extends NamesOf<Op, 'header'>
  ? Nothing extends Pick<ParametersOf<Op, 'header'>, 'If-Match'>
    ? { ifMatch?: string }
    : { ifMatch: string }
  : Nothing) &
  ('Idempotency-Key' extends NamesOf<Op, 'header'> ? { idempotencyKey?: string } : Nothing);

type SuccessStatus = 200 | 201 | 202 | 203 | 204 | 205 | 206;

/** The body of an operation's successes: what its JSON says, bytes for a document, undefined for none. */
export type SuccessBody<Op> = Op extends { responses: infer Responses }
  ? { [S in keyof Responses & SuccessStatus]: BodyOf<Responses[S]> }[keyof Responses & SuccessStatus]
  : never;

type BodyOf<Response> = Response extends { content: infer Media }
  ? { [M in keyof Media]: M extends `${string}json` ? Media[M] : Uint8Array<ArrayBuffer> }[keyof Media]
  : undefined;

type ListId<Ops, Id extends keyof Ops> = {
  [I in Id]: 'cursor' extends NamesOf<Ops[I], 'query'> ? I : never;
}[Id];

type ItemOf<Page> = Page extends { items: (infer Item)[] } ? Item : never;

import type { Hono } from 'hono';
import { contract } from '../../codegen/test/golden/contract.ts';
import type { CoreHandlers } from '../../codegen/test/golden/operations.ts';
import type { Return } from '../../codegen/test/golden/schemas.ts';
import { type Call, createContractApp, type Principal, type ProtocolOptions } from '../src/hono/app.ts';

/** What the handlers of the small contract get. */
export interface SmallContext {
  readonly caller: string;
}

export interface SmallPrincipal extends Principal {
  readonly retailer: string;
}

const tokens: Readonly<Record<string, { readonly kind: string; readonly scopes: readonly string[] }>> = {
  all: { kind: 'bearer', scopes: ['returns:read', 'returns:write', 'identifiers'] },
  reader: { kind: 'bearer', scopes: ['returns:read'] },
  rating: { kind: 'ratingToken', scopes: [] },
};

export const aReturn: Return = {
  id: 'ret_1',
  status: 'listed',
  note: null,
  created_at: '2027-03-01T09:30:00Z',
  resolution: { type: 'refund' },
};

export const smallHandlers: CoreHandlers<SmallContext> = {
  getDiscovery: async () => ({ status: 200, body: aReturn }),
  createReturn: async (_context, { body }) => ({
    status: 201,
    body: { ...aReturn, external_id: body.external_id },
    headers: { Location: '/v1/returns/ret_1' },
  }),
  listReturns: async () => ({ status: 200, body: { items: [aReturn], next_cursor: null } }),
  getReturn: async () => ({ status: 200, body: aReturn, headers: { ETag: '"1"' } }),
  updateReturn: async () => ({ status: 200, body: aReturn, headers: { ETag: '"2"' } }),
  deleteReturn: async () => ({ status: 204 }),
  getLabelDocument: async () => ({
    status: 200,
    mediaType: 'application/pdf',
    body: new Uint8Array([37, 80]),
  }),
  redeemRating: async () => ({ status: 201, body: aReturn }),
};

/** A served small contract, and the calls that reached `execute`. */
export interface SmallServer {
  readonly app: Hono;
  readonly calls: Call<SmallPrincipal>[];
}

/** The small contract on Hono; `replaced` stands for some handlers, whatever they answer. */
export function smallServer(
  replaced: Readonly<Record<string, unknown>> = {},
  options: Partial<ProtocolOptions<SmallContext, SmallPrincipal>> = {},
): SmallServer {
  const calls: Call<SmallPrincipal>[] = [];
  const app = createContractApp<SmallContext, SmallPrincipal>({
    contract,
    handlers: { core: { ...smallHandlers, ...replaced } as CoreHandlers<SmallContext> },
    options: {
      authenticate: (token, kind) => {
        const known = tokens[token];
        return known?.kind === kind ? { scopes: known.scopes, retailer: 'shop' } : undefined;
      },
      execute: (call, run) => {
        calls.push(call);
        return run({ caller: call.principal?.retailer ?? 'anybody' });
      },
      requestId: () => 'req_test',
      validateResponses: true,
      ...options,
    },
  });
  return { app, calls };
}

/** A body that `createReturn` takes. */
export const validReturn = {
  external_id: 'R-1',
  ship_from: { name: 'A. Jansen', country: 'NL' },
  resolution: { type: 'refund' },
};

/** The init of a `createReturn`, some headers replaced; an empty string leaves a header out. */
export function creating(
  body: unknown = validReturn,
  headers: Readonly<Record<string, string>> = {},
): RequestInit {
  const all = {
    authorization: 'Bearer all',
    'content-type': 'application/json',
    'idempotency-key': 'k-1',
    ...headers,
  };
  return {
    method: 'POST',
    headers: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== '')),
    body: typeof body === 'string' || body instanceof Uint8Array ? (body as BodyInit) : JSON.stringify(body),
  };
}

/** The parts of a problem that programs read. */
export async function problemOf(
  response: Response,
): Promise<{ status: number; code: unknown; errors: unknown }> {
  const body = (await response.json()) as Record<string, unknown>;
  return { status: response.status, code: body.code, errors: body.errors };
}

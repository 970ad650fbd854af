import { type OperationId, ProblemError } from '@open-return-forwarding/protocol';
import { type Answer, type Call, createContractApp } from '@open-return-forwarding/protocol/hono';
import { contract } from './generated/contract.ts';
import type { CoreHandlers } from './generated/operations.ts';
import { problems } from './generated/problems.ts';
import type { CreateReturn, Return } from './generated/schemas.ts';
import { specVersion } from './generated/version.ts';
import { assess } from './rules.ts';

/** Whom a token belongs to. */
export interface Retailer {
  readonly id: string;
  readonly scopes: readonly string[];
}

/** What every handler gets: the retailer's own shelf, never another's. */
interface Context {
  readonly returns: Map<string, Return>;
  readonly now: string;
}

export interface VendorOptions {
  readonly retailers: ReadonlyMap<string, Retailer>;
  readonly baseUrl: () => string;
  /** For tests: every answer is held against the contract. */
  readonly validateResponses?: boolean;
}

/** A server of the standard on nothing but memory. What is not built yet is refused, so that nobody is misled. */
export function createVendorApp({ retailers, baseUrl, validateResponses = false }: VendorOptions) {
  const shelves = new Map<string, Context['returns']>();
  const answers = new Map<string, { readonly asked: string; readonly answer: Answer }>();
  const contextOf = ({ principal }: Call<Retailer>): Context => {
    const owner = principal?.id ?? 'public';
    const returns = shelves.get(owner) ?? new Map<string, Return>();
    shelves.set(owner, returns);
    return { returns, now: new Date().toISOString() };
  };
  return createContractApp<Context, Retailer>({
    contract,
    handlers: { core: coreHandlers(baseUrl) },
    options: {
      validateResponses,
      authenticate: (token) => retailers.get(token),
      execute: async (call, run) => {
        if (!call.operation.idempotent) return run(contextOf(call));
        const key = `${call.principal?.id} ${call.request.headers['Idempotency-Key']}`;
        const asked = `${call.operation.method} ${call.target} ${call.rawBody}`;
        const known = answers.get(key);
        if (known && known.asked !== asked) throw new ProblemError('idempotency_key_reused');
        const answer = known?.answer ?? (await run(contextOf(call)));
        answers.set(key, { asked, answer });
        return answer;
      },
    },
  });
}

/** Every operation of the profile. Take `...notYet` away, and the compiler names those that are still to be written. */
function coreHandlers(baseUrl: () => string): CoreHandlers<Context> {
  return {
    ...notYet,
    getDiscovery: async () => ({
      status: 200,
      body: {
        protocol_versions: ['v1'],
        version: specVersion,
        base_url: baseUrl(),
        environment: 'sandbox',
        profiles: ['core'],
        features: [],
        carriers: [],
        countries: ['NL'],
        currencies: ['EUR'],
        idempotency_retention_hours: 24,
        assessment_max_seconds: 0,
        order_decision_max_seconds: 0,
        documentation: { problems: '/problems', openapi: '/openapi.json', docs: '/docs/' },
      },
    }),
    getProblemType: async (_context, { path: { code } }) => {
      if (!isProblem(code)) throw new ProblemError('not_found');
      return { status: 200, body: { code, ...problems[code] } };
    },
    checkEligibility: async ({ now }, { body }) => ({
      status: 200,
      body: { assessment: assess(body, now) },
    }),
    createReturn: async ({ returns, now }, { body }) => {
      if ([...returns.values()].some(({ external_id }) => external_id === body.external_id)) {
        throw new ProblemError('external_id_taken');
      }
      const made = warehouseReturn(body, now);
      returns.set(made.id, made);
      return { status: 201, body: made, headers: { Location: `/v1/returns/${made.id}` } };
    },
    getReturn: async ({ returns }, { path }) => {
      const found = returns.get(path.return_id);
      if (found === undefined) throw new ProblemError('not_found');
      return { status: 200, body: found, headers: { ETag: `"${found.updated_at}"` } };
    },
  };
}

const isProblem = (code: string): code is keyof typeof problems => Object.hasOwn(problems, code);

const refuse = async (): Promise<never> => {
  throw new ProblemError('unavailable', { headers: { 'Retry-After': '86400' } });
};
const core = Object.values(contract.manifest).filter(({ profile }) => profile === 'core');
const notYet = Object.fromEntries(
  core.map(({ operationId }) => [operationId as OperationId, refuse]),
) as unknown as CoreHandlers<Context>;

/** Before a pilot begins every return goes the usual way: a normal answer, never an error. */
function warehouseReturn(body: CreateReturn, now: string): Return {
  const { external_id, order_line, product, reason, condition, consumer, ship_from, withdrawal } = body;
  const id = `ret_${crypto.randomUUID()}`;
  const resolution = body.resolution ?? {
    type: 'refund',
    value: { amount: order_line.unit_price.amount, currency: order_line.unit_price.currency },
  };
  const shared = { external_id, order_line, product, reason, condition, consumer, withdrawal, resolution };
  return {
    ...shared,
    id,
    ship_from_region: { country: ship_from.country },
    status: 'to_warehouse',
    route: { destination: 'warehouse', reason_code: 'rollout' },
    refund: {
      id: `ref_${crypto.randomUUID()}`,
      return_id: id,
      amount: resolution.value,
      resolution_type: resolution.type,
      trigger: 'rated',
      status: 'external',
    },
    generation: 1,
    policy_version: 1,
    created_at: now,
    updated_at: now,
  };
}

import type { Contract } from '../contract/contract.ts';
import type { JsonObject } from '../contract/documents.ts';
import type { CredentialName, Driver, Received, ReceiverPlan, WireRequest } from '../driver/step.ts';
import { type Claim, described } from './claim.ts';
import type { Finding } from './finding.ts';
import { type Reply, replyOf } from './reply.ts';

/** What every check of a run is given. */
export interface Surroundings {
  readonly contract: Contract;
  /** The discovery document of the server. */
  readonly discovery: JsonObject;
  /** The policy that checks start from, with the server's own carriers. */
  readonly policy: JsonObject;
  /** A published file, YAML or JSON, such as test vectors: its path below `spec/`. */
  readonly published: (file: string) => JsonObject;
  /** Makes names unique between runs. */
  readonly seed: string;
}

/** Parts of a request that differ from the ordinary one of an operation. */
export interface CallOptions {
  /** Path parameters by name. */
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: unknown;
  readonly credential?: CredentialName;
  /** The idempotency key; `null` sends none. Without it every call has a key of its own. */
  readonly key?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a check asserts does not hold: it ends there. */
export class NotSo extends Error {
  override readonly name = 'NotSo';
}

/** Something that a check builds on does not work. */
export class Blocked extends Error {
  override readonly name = 'Blocked';
}

/** What a check does, and what came of it. */
export class Trial {
  readonly around: Surroundings;
  readonly findings: Finding[] = [];
  readonly asserted: Record<string, number> = {};
  readonly #driver: Driver;
  readonly #checkId: string;
  readonly #requirements: ReadonlySet<string>;
  #step = 0;
  #names = 0;

  constructor(around: Surroundings, driver: Driver, check: { id: string; requirements: readonly string[] }) {
    this.around = around;
    this.#driver = driver;
    this.#checkId = check.id;
    this.#requirements = new Set(check.requirements);
  }

  /** A name that no other check or run uses. */
  unique(word: string): string {
    this.#names += 1;
    return `${word}-${this.around.seed}-${this.#checkId}-${this.#names}`;
  }

  /** The request of an operation as the contract describes it. */
  request(operationId: string, options: CallOptions = {}): WireRequest {
    const operation = this.around.contract.operations.get(operationId);
    if (operation === undefined) throw new Error(`the contract has no operation ${operationId}`);
    const { path = {}, query = {}, body, credential, key } = options;
    const filled = operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(path[name] ?? ''),
    );
    const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
    const ordinary = operation.profile === 'test_control' ? 'test_control' : 'all_scopes';
    const keyed: Record<string, string> =
      operation.takesKey && key !== null ? { 'idempotency-key': key ?? this.unique('key') } : {};
    const typed: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
    return {
      method: operation.method,
      path: filled + (search.size === 0 ? '' : `?${search}`),
      credential: credential ?? (operation.isPublic ? 'none' : ordinary),
      headers: { accept: '*/*', ...typed, ...keyed, ...options.headers },
      ...(body === undefined ? {} : { body: { text: JSON.stringify(body) } }),
    };
  }

  call(operationId: string, options: CallOptions = {}): Promise<Reply> {
    return this.send(this.request(operationId, options));
  }

  async send(request: WireRequest): Promise<Reply> {
    return replyOf(await this.#driver.send(request), this.#next());
  }

  async race(requests: readonly WireRequest[]): Promise<readonly Reply[]> {
    const outcomes = await this.#driver.race(requests);
    const step = this.#next();
    return outcomes.map((outcome) => replyOf(outcome, step));
  }

  async listen(plan: ReceiverPlan): Promise<string> {
    const url = await this.#driver.listen(plan);
    this.#next();
    return url;
  }

  async collect(url: string): Promise<readonly Received[]> {
    const received = await this.#driver.collect(url);
    this.#next();
    return received;
  }

  async pause(ms: number): Promise<void> {
    await this.#driver.pause(ms);
    this.#next();
  }

  /** Asserts claims for a requirement; the check ends at the first that does not hold. */
  must(requirement: string, ...claims: readonly Claim[]): void {
    this.#assert(requirement, claims, true);
  }

  /** As `must`, but the check goes on: for advice, and for claims that do not build on each other. */
  judge(requirement: string, ...claims: readonly Claim[]): void {
    this.#assert(requirement, claims, false);
  }

  /** What the check builds on: if it does not hold, the check says so and asserts no more. */
  need(what: string, ...claims: readonly Claim[]): void {
    const broken = claims.find(({ holds }) => !holds);
    if (broken !== undefined) throw new Blocked(`${what}: expected ${broken.expected}, got ${broken.actual}`);
  }

  /** The answer of a step that the check builds on, as an object. */
  needObject(what: string, reply: Reply, ...statuses: readonly number[]): JsonObject {
    const { json } = reply;
    if (
      !statuses.includes(reply.status) ||
      typeof json !== 'object' ||
      json === null ||
      Array.isArray(json)
    ) {
      throw new Blocked(
        `${what}: expected status ${statuses.join(' or ')} with an object, got ${described(reply)}`,
      );
    }
    return json;
  }

  #assert(requirement: string, claims: readonly Claim[], ends: boolean): void {
    if (!this.#requirements.has(requirement))
      throw new Error(`${this.#checkId} does not declare ${requirement}`);
    this.asserted[requirement] = (this.asserted[requirement] ?? 0) + 1;
    for (const { holds, ...claim } of claims) {
      if (holds) continue;
      this.findings.push({ requirement, ...claim });
      if (ends) throw new NotSo(requirement);
    }
  }

  #next(): number {
    this.#step += 1;
    return this.#step - 1;
  }
}

import type { Kysely } from 'kysely';
import type { Page, PageRequest, WritablePolicies } from '../ports.ts';
import { StaleRecord } from '../store-faults.ts';
import type { Instant, Policy } from '../stored.ts';
import { type Cursors, toPage } from './cursor.ts';
import { toMillis } from './instants.ts';
import type { RandomPool } from './random-pool.ts';
import type { Schema } from './schema.ts';
import { type Session, type Slots, Statement } from './statement.ts';

const CACHED_POLICIES = 200;
const REVISION_BYTES = 12;

export function policyStatements(db: Kysely<Schema>) {
  return {
    inForce: new Statement((slot: Slots<{ retailer: string; at: number; from: number }>) =>
      db
        .selectFrom('policies')
        .select(['revision', 'version'])
        .where('retailer_id', '=', slot('retailer'))
        .where('version', '>=', slot('from'))
        .where('effective_from', '<=', slot('at')),
    ),
    byVersion: new Statement((slot: Slots<{ retailer: string; version: number }>) =>
      db
        .selectFrom('policies')
        .select(['revision', 'doc'])
        .where('retailer_id', '=', slot('retailer'))
        .where('version', '=', slot('version')),
    ),
    newest: new Statement((slot: Slots<{ retailer: string }>) =>
      db
        .selectFrom('policies')
        .select((eb) => eb.fn.max('version').as('version'))
        .where('retailer_id', '=', slot('retailer')),
    ),
    add: new Statement((slot: Slots<Added>) =>
      db.insertInto('policies').values({
        retailer_id: slot('retailer'),
        version: slot('version'),
        effective_from: slot('effective_from'),
        revision: slot('revision'),
        doc: slot('doc'),
      }),
    ),
  };
}

export interface Added {
  retailer: string;
  version: number;
  effective_from: number;
  revision: string;
  doc: string;
}

/** Parsed policies by revision. A row never changes and its revision is random: nothing here can be out of date. */
export class PolicyCache {
  /** Per retailer a version to look from. Only a hint: if any version from there on is in force, the highest wins. */
  readonly newest = new Map<string, number>();
  readonly #byRevision = new Map<string, Policy>();

  get(revision: string): Policy | undefined {
    return this.#byRevision.get(revision);
  }

  keep(revision: string, doc: string): Policy {
    const oldest =
      this.#byRevision.size >= CACHED_POLICIES ? this.#byRevision.keys().next().value : undefined;
    if (oldest !== undefined) this.#byRevision.delete(oldest);
    const policy = frozen(JSON.parse(doc)) as Policy;
    this.#byRevision.set(revision, policy);
    return policy;
  }
}

function frozen(value: unknown): unknown {
  if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) frozen(member);
    Object.freeze(value);
  }
  return value;
}

export interface PolicyParts {
  readonly statements: ReturnType<typeof policyStatements>;
  readonly cache: PolicyCache;
  readonly cursors: Cursors;
  readonly random: RandomPool;
}

export class SqlPolicies implements WritablePolicies {
  readonly #session: Session;
  readonly #parts: PolicyParts;

  constructor(session: Session, parts: PolicyParts) {
    this.#session = session;
    this.#parts = parts;
  }

  async current(at: Instant): Promise<Policy | undefined> {
    const { cache } = this.#parts;
    const retailer = this.#session.retailerId;
    const row = (await this.#inForce(at, cache.newest.get(retailer) ?? 1)) ?? (await this.#inForce(at, 1));
    if (!row) return undefined;
    cache.newest.set(retailer, row.version);
    return cache.get(row.revision) ?? this.get(row.version);
  }

  /** Picks the highest here: asking SQLite for it makes it plan the query anew each time. */
  async #inForce(at: Instant, from: number) {
    const values = { retailer: this.#session.retailerId, at: toMillis(at), from };
    const rows = await this.#parts.statements.inForce.all(this.#session, values);
    return rows.reduce<(typeof rows)[number] | undefined>(
      (a, b) => (a && a.version > b.version ? a : b),
      undefined,
    );
  }

  async get(version: number): Promise<Policy | undefined> {
    const values = { retailer: this.#session.retailerId, version };
    const { statements, cache } = this.#parts;
    const row = await statements.byVersion.first(this.#session, values);
    return row && (cache.get(row.revision) ?? cache.keep(row.revision, row.doc));
  }

  async newest(): Promise<Policy | undefined> {
    const row = await this.#parts.statements.newest.first(this.#session, {
      retailer: this.#session.retailerId,
    });
    return typeof row?.version === 'number' ? this.get(row.version) : undefined;
  }

  async page({ limit, cursor }: PageRequest): Promise<Page<Policy>> {
    if (this.#session.closed) throw new Error('A view was used after its query had ended.');
    const list = `${this.#session.retailerId}/policies`;
    const before = this.#parts.cursors.decode(list, cursor);
    const rows = await this.#session.db
      .selectFrom('policies')
      .select(['version as position', 'doc'])
      .where('retailer_id', '=', this.#session.retailerId)
      .where('version', '<', cursor === undefined ? Number.MAX_SAFE_INTEGER : before)
      .orderBy('version', 'desc')
      .limit(limit + 1)
      .execute();
    return toPage(rows, limit, {
      item: (row) => frozen(JSON.parse(row.doc)) as Policy,
      cursor: (position) => this.#parts.cursors.encode(list, position),
    });
  }

  async add(policy: Policy): Promise<void> {
    const { random, statements } = this.#parts;
    const retailer = this.#session.retailerId;
    const newest = await statements.newest.first(this.#session, { retailer });
    const next = Number(newest?.version ?? 0) + 1;
    if (policy.version !== next)
      throw new StaleRecord(`the next policy version is ${next}, not ${policy.version}`);
    await statements.add.run(this.#session, {
      retailer,
      version: policy.version,
      effective_from: toMillis(policy.effective_from),
      revision: random.take(REVISION_BYTES).toString('hex'),
      doc: JSON.stringify(policy),
    });
  }
}

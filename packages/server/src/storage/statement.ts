import type { Compilable, CompiledQuery, Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** A transaction in progress, for one retailer. */
export interface Session {
  readonly db: Kysely<Schema>;
  readonly retailerId: string;
  closed: boolean;
}

/** Stands in a query for a value that is bound when the query runs. */
class Slot {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

export type Slots<P> = <K extends keyof P & string>(name: K) => P[K];
type Bound = Pick<Session, 'db' | 'closed'>;

/** A query built and compiled once and run with other values each time: building costs more than running it. */
export class Statement<P extends object, R> {
  readonly #compiled: CompiledQuery<R>;

  constructor(build: (slot: Slots<P>) => Compilable<R>) {
    // The builder only passes the value through into the parameters, so that the slot may pose as one.
    this.#compiled = build((name) => new Slot(name) as unknown as P[typeof name]).compile();
  }

  async all(session: Bound, values: P): Promise<R[]> {
    return (await this.#execute(session, values)).rows;
  }

  async first(session: Bound, values: P): Promise<R | undefined> {
    return (await this.#execute(session, values)).rows[0];
  }

  /** Runs a change; answers how many rows it touched. */
  async run(session: Bound, values: P): Promise<number> {
    return Number((await this.#execute(session, values)).numAffectedRows ?? 0n);
  }

  #execute(session: Bound, values: P) {
    if (session.closed) throw new Error('A unit was used after its command had ended.');
    const bound = values as Record<string, unknown>;
    const parameters = this.#compiled.parameters.map((p) =>
      p instanceof Slot ? (bound[p.name] ?? null) : p,
    );
    return session.db.executeQuery<R>({ ...this.#compiled, parameters });
  }
}

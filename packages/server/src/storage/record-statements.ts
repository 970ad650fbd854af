import {
  type Compilable,
  type Expression,
  type ExpressionBuilder,
  type Insertable,
  type Kysely,
  type SqlBool,
  sql,
} from 'kysely';
import { type Condition, shapeOf, slotName } from './filters.ts';
import type { DocumentTable, DocumentTableName, Schema } from './schema.ts';
import { Statement } from './statement.ts';

/** Shapes of filters are few; more than this means values leak into them. */
const CACHED_SHAPES = 200;

export type DocumentRow = Pick<DocumentTable, 'version' | 'doc'> & { position: number } & Record<
    string,
    unknown
  >;
type Values = Record<string, unknown>;
type Documents = Record<DocumentTableName, DocumentTable>;
/** Of a kind, what its queries are built from. */
interface Shape {
  readonly table: DocumentTableName;
  readonly columns: object;
  readonly privateColumns: readonly string[];
}

/** The compiled queries of one kind of resource. */
export class RecordStatements {
  readonly #db: Kysely<Documents>;
  readonly #kind: Shape;
  readonly #selects = new Map<string, Statement<Values, DocumentRow>>();
  readonly insert: Statement<Values, unknown>;
  readonly update: Statement<Values, unknown>;

  constructor(db: Kysely<Schema>, kind: Shape) {
    // Which columns a kind has is data here, so that Kysely knows the common ones only.
    this.#db = db as unknown as Kysely<Documents>;
    this.#kind = kind;
    this.insert = this.#insert();
    this.update = this.#update();
  }

  /** Every row that meets the conditions, in no order: sorting costs SQLite a new query plan each time it runs. */
  all(conditions: readonly Condition[]): Statement<Values, DocumentRow> {
    return this.#cached(`all ${shapeOf(conditions)}`, (slot) =>
      this.#rows(conditions, slot).$castTo<DocumentRow>(),
    );
  }

  /** The first `limit` rows that meet the conditions with a position after `after`, in order of position. */
  range(conditions: readonly Condition[]): Statement<Values, DocumentRow> {
    return this.#cached(`range ${shapeOf(conditions)}`, (slot) =>
      this.#rows(conditions, slot)
        .where('position', '>', slot('after') as number)
        .orderBy('position')
        .limit(slot('limit') as number)
        .$castTo<DocumentRow>(),
    );
  }

  count(conditions: readonly Condition[]): Statement<Values, { rows: number | string }> {
    return new Statement((slot) =>
      this.#db
        .selectFrom(this.#kind.table)
        .select((eb) => eb.fn.countAll<number | string>().as('rows'))
        .where('retailer_id', '=', text(slot('retailer')))
        .where((eb) =>
          eb.and(conditions.map((condition, i) => meets(eb, condition, valueSlots(condition, i, slot)))),
        ),
    );
  }

  #rows(conditions: readonly Condition[], slot: Slot) {
    const own = this.#kind.privateColumns.map((column) => this.#db.dynamic.ref<never>(column));
    return this.#db
      .selectFrom(this.#kind.table)
      .select(['position', 'version', 'doc', ...own])
      .where('retailer_id', '=', text(slot('retailer')))
      .where((eb) =>
        eb.and(conditions.map((condition, i) => meets(eb, condition, valueSlots(condition, i, slot)))),
      );
  }

  #cached(shape: string, build: (slot: Slot) => Compilable<DocumentRow>): Statement<Values, DocumentRow> {
    const known = this.#selects.get(shape);
    if (known) return known;
    if (this.#selects.size >= CACHED_SHAPES) this.#selects.clear();
    const made = new Statement<Values, DocumentRow>(build);
    this.#selects.set(shape, made);
    return made;
  }

  #insert(): Statement<Values, unknown> {
    const { table, columns } = this.#kind;
    return new Statement((slot) => {
      const row = {
        retailer_id: slot('retailer'),
        id: slot('id'),
        version: 1,
        doc: slot('doc'),
        ...this.#slots(slot),
      };
      const query = this.#db.insertInto(table).values(row as Insertable<DocumentTable>);
      if (!('external_id' in columns)) return query;
      return query.onConflict((oc) => oc.columns(['retailer_id', 'external_id' as 'id']).doNothing());
    });
  }

  #update(): Statement<Values, unknown> {
    return new Statement((slot) =>
      this.#db
        .updateTable(this.#kind.table)
        .set((eb) => ({ doc: text(slot('doc')), version: eb('version', '+', 1), ...this.#slots(slot) }))
        .where('retailer_id', '=', text(slot('retailer')))
        .where('id', '=', text(slot('id')))
        .where('version', '=', slot('version') as number),
    );
  }

  #slots(slot: Slot): Values {
    return Object.fromEntries(Object.keys(this.#kind.columns).map((column) => [column, slot(column)]));
  }
}

type Slot = (name: string) => unknown;

function valueSlots({ values }: Condition, index: number, slot: Slot): string[] {
  return values.map((_, j) => text(slot(slotName(index, j))));
}

function meets(
  eb: ExpressionBuilder<Documents, DocumentTableName>,
  { column, operator }: Condition,
  values: readonly string[],
): Expression<SqlBool> {
  const ref = sql.ref<string>(column);
  if (operator === 'is null') return eb(ref, 'is', null);
  // An empty list matches nothing; not every database takes `in ()`.
  if (operator === 'in') return values.length > 0 ? eb(ref, 'in', values) : eb(eb.val(1), '=', 0);
  return eb(ref, operator, values[0] ?? '');
}

function text(slot: unknown): string {
  return slot as string;
}

import type { Draft, Filter, Page, PageRequest, WritableRecords } from '../ports.ts';
import { ExternalIdTaken, StaleRecord } from '../store-faults.ts';
import type { DocumentRecord } from '../stored.ts';
import { type Cursors, toPage } from './cursor.ts';
import { type Condition, toColumn, toConditions, valuesOf } from './filters.ts';
import type { Kind } from './kinds.ts';
import type { DocumentRow, RecordStatements } from './record-statements.ts';
import type { Session } from './statement.ts';

export interface RecordParts<R extends DocumentRecord<{ readonly id: string }>, I> {
  readonly kind: Kind<R, I>;
  readonly statements: RecordStatements;
  readonly cursors: Cursors;
}

/** One kind of resource of one retailer. */
export class DocumentRecords<R extends DocumentRecord<{ readonly id: string }>, I extends object>
  implements WritableRecords<R, I>
{
  readonly #session: Session;
  readonly #parts: RecordParts<R, I>;

  constructor(session: Session, parts: RecordParts<R, I>) {
    this.#session = session;
    this.#parts = parts;
  }

  async get(id: string): Promise<R | undefined> {
    const [row] = await this.#all([{ column: 'id', operator: '=', values: [id] }]);
    return row && this.#toRecord(row);
  }

  async byExternalId(externalId: string): Promise<R | undefined> {
    if (!('external_id' in this.#parts.kind.columns)) return undefined;
    const [row] = await this.#all([{ column: 'external_id', operator: '=', values: [externalId] }]);
    return row && this.#toRecord(row);
  }

  async find(filter: Filter<I>, options?: { readonly limit?: number }): Promise<R[]> {
    const conditions = this.#conditions(filter);
    const rows =
      options?.limit === undefined
        ? (await this.#all(conditions)).sort((a, b) => a.position - b.position)
        : await this.#range(conditions, { after: 0, limit: options.limit });
    return rows.map((row) => this.#toRecord(row));
  }

  async count(filter: Filter<I>): Promise<number> {
    const conditions = this.#conditions(filter);
    const values = { ...valuesOf(conditions), retailer: this.#session.retailerId };
    const row = await this.#parts.statements.count(conditions).first(this.#session, values);
    return Number(row?.rows ?? 0);
  }

  async page(filter: Filter<I>, { limit, cursor }: PageRequest): Promise<Page<R>> {
    const { cursors, kind } = this.#parts;
    const list = `${this.#session.retailerId}/${kind.table}`;
    const after = cursors.decode(list, cursor);
    const rows = await this.#range(this.#conditions(filter), { after, limit: limit + 1 });
    return toPage(rows, limit, {
      item: (row) => this.#toRecord(row),
      cursor: (position) => cursors.encode(list, position),
    });
  }

  async insert(draft: Draft<R>): Promise<R> {
    const record = { ...draft, version: 1 } as R;
    const row = this.#toRow(record);
    const inserted = await this.#parts.statements.insert.run(this.#session, row);
    // The one conflict that the statement does not raise itself is the one on external_id.
    if (inserted === 0) throw new ExternalIdTaken(String(row.external_id));
    return record;
  }

  async update(record: R): Promise<R> {
    const values = { ...this.#toRow(record), version: record.version };
    const updated = await this.#parts.statements.update.run(this.#session, values);
    if (updated === 0)
      throw new StaleRecord(`${this.#parts.kind.table}: changed since version ${record.version}`);
    return { ...record, version: record.version + 1 };
  }

  #conditions(filter: Filter<I>): Condition[] {
    return toConditions(filter, this.#parts.kind.columns as Record<string, 'text' | 'instant'>);
  }

  #all(conditions: readonly Condition[]): Promise<DocumentRow[]> {
    const values = { ...valuesOf(conditions), retailer: this.#session.retailerId };
    return this.#parts.statements.all(conditions).all(this.#session, values);
  }

  #range(conditions: readonly Condition[], bounds: { after: number; limit: number }): Promise<DocumentRow[]> {
    const values = { ...valuesOf(conditions), ...bounds, retailer: this.#session.retailerId };
    return this.#parts.statements.range(conditions).all(this.#session, values);
  }

  #toRow(record: R): Record<string, unknown> {
    const { kind } = this.#parts;
    const row: Record<string, unknown> = {
      retailer: this.#session.retailerId,
      id: record.doc.id,
      doc: JSON.stringify(record.doc),
    };
    for (const [column, value] of Object.entries(kind.index(record))) {
      row[column] = toColumn(value, kind.columns[column as keyof I]);
    }
    return row;
  }

  #toRecord(row: DocumentRow): R {
    const own = this.#parts.kind.privateColumns.map((column) => [column, row[column]]);
    return { doc: JSON.parse(row.doc), version: row.version, ...Object.fromEntries(own) } as R;
  }
}

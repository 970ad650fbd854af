import type { Kysely } from 'kysely';
import type { AuditRow } from '../stored.ts';
import { toMillis } from './instants.ts';
import type { Schema } from './schema.ts';
import { type Session, type Slots, Statement } from './statement.ts';

type Row = Omit<AuditRow, 'at'> & { retailer: string; at: number };

export function auditStatement(db: Kysely<Schema>) {
  return new Statement((slot: Slots<Row>) =>
    db.insertInto('audit').values({
      retailer_id: slot('retailer'),
      request_id: slot('request_id'),
      key_id: slot('key_id'),
      operation: slot('operation'),
      subject_id: slot('subject_id'),
      at: slot('at'),
    }),
  );
}

/** Who did what: in the same transaction as what was done. */
export async function recordAudit(
  session: Session,
  statement: ReturnType<typeof auditStatement>,
  row: AuditRow,
): Promise<void> {
  await statement.run(session, { ...row, retailer: session.retailerId, at: toMillis(row.at) });
}

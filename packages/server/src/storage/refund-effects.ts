import type { Kysely } from 'kysely';
import type { RefundEffects } from '../ports.ts';
import type { Instant, RefundEffect } from '../stored.ts';
import { toInstant, toMillis } from './instants.ts';
import type { Schema } from './schema.ts';
import { type Session, type Slots, Statement } from './statement.ts';

const COLUMNS = ['return_id', 'refund_id', 'claimed_at'] as const;

export function refundStatements(db: Kysely<Schema>) {
  const select = () => db.selectFrom('refund_effects').select(COLUMNS);
  return {
    claim: new Statement(
      (slot: Slots<{ retailer: string; return_id: string; refund_id: string; at: number }>) =>
        db
          .insertInto('refund_effects')
          .values({
            retailer_id: slot('retailer'),
            return_id: slot('return_id'),
            refund_id: slot('refund_id'),
            claimed_at: slot('at'),
          })
          .onConflict((oc) => oc.columns(['retailer_id', 'return_id']).doNothing()),
    ),
    ofReturn: new Statement((slot: Slots<{ retailer: string; id: string }>) =>
      select().where('retailer_id', '=', slot('retailer')).where('return_id', '=', slot('id')),
    ),
    byRefund: new Statement((slot: Slots<{ retailer: string; id: string }>) =>
      select().where('retailer_id', '=', slot('retailer')).where('refund_id', '=', slot('id')),
    ),
  };
}

export class SqlRefundEffects implements RefundEffects {
  readonly #session: Session;
  readonly #statements: ReturnType<typeof refundStatements>;

  constructor(session: Session, statements: ReturnType<typeof refundStatements>) {
    this.#session = session;
    this.#statements = statements;
  }

  async claim(return_id: string, refund_id: string, at: Instant): Promise<boolean> {
    const values = { retailer: this.#session.retailerId, return_id, refund_id, at: toMillis(at) };
    return (await this.#statements.claim.run(this.#session, values)) === 1;
  }

  async ofReturn(id: string): Promise<RefundEffect | undefined> {
    return toEffect(
      await this.#statements.ofReturn.first(this.#session, { retailer: this.#session.retailerId, id }),
    );
  }

  async byRefund(id: string): Promise<RefundEffect | undefined> {
    return toEffect(
      await this.#statements.byRefund.first(this.#session, { retailer: this.#session.retailerId, id }),
    );
  }
}

function toEffect(row: { return_id: string; refund_id: string; claimed_at: number } | undefined) {
  return row && { ...row, claimed_at: toInstant(Number(row.claimed_at)) };
}

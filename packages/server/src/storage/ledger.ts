import type { Kysely } from 'kysely';
import type { WritableLedger } from '../ports.ts';
import { AlreadyPosted, UnbalancedPosting } from '../store-faults.ts';
import type { Instant, LedgerBalance, LedgerEntry, LedgerLine } from '../stored.ts';
import { toInstant, toMillis } from './instants.ts';
import type { Schema } from './schema.ts';
import { type Session, type Slots, Statement } from './statement.ts';

type Row = Omit<LedgerLine, 'posted_at'> & { retailer: string; posted_at: number };

const COLUMNS = [
  'id',
  'forward_id',
  'settlement_id',
  'account',
  'amount',
  'currency',
  'posted_at',
  'cause',
  'line',
] as const;

export function ledgerStatements(db: Kysely<Schema>) {
  return {
    post: new Statement((slot: Slots<Row>) => post(db, slot)),
    ofForward: new Statement((slot: Slots<{ retailer: string; forward: string }>) =>
      db
        .selectFrom('ledger_entries')
        .select(COLUMNS)
        .where('retailer_id', '=', slot('retailer'))
        .where('forward_id', '=', slot('forward'))
        .orderBy('position'),
    ),
    balances: new Statement((slot: Slots<{ retailer: string; from: number; before: number }>) =>
      db
        .selectFrom('ledger_entries')
        .select((eb) => ['account', 'currency', eb.fn.sum<number | string>('amount').as('amount')])
        .where('retailer_id', '=', slot('retailer'))
        .where('posted_at', '>=', slot('from'))
        .where('posted_at', '<', slot('before'))
        .groupBy(['account', 'currency'])
        .orderBy('account')
        .orderBy('currency'),
    ),
  };
}

/** A line that is there already is left alone, and counts as no row. */
function post(db: Kysely<Schema>, slot: Slots<Row>) {
  return db
    .insertInto('ledger_entries')
    .values({
      retailer_id: slot('retailer'),
      id: slot('id'),
      forward_id: slot('forward_id'),
      settlement_id: slot('settlement_id'),
      account: slot('account'),
      amount: slot('amount'),
      currency: slot('currency'),
      posted_at: slot('posted_at'),
      cause: slot('cause'),
      line: slot('line'),
    })
    .onConflict((oc) => oc.columns(['retailer_id', 'forward_id', 'cause', 'account', 'line']).doNothing());
}

export class SqlLedger implements WritableLedger {
  readonly #session: Session;
  readonly #statements: ReturnType<typeof ledgerStatements>;

  constructor(session: Session, statements: ReturnType<typeof ledgerStatements>) {
    this.#session = session;
    this.#statements = statements;
  }

  async ofForward(forward: string): Promise<LedgerEntry[]> {
    const rows = await this.#statements.ofForward.all(this.#session, {
      retailer: this.#session.retailerId,
      forward,
    });
    return rows.map((r) => ({ ...r, amount: Number(r.amount), posted_at: toInstant(Number(r.posted_at)) }));
  }

  async balances(
    range: { readonly from?: Instant; readonly before?: Instant } = {},
  ): Promise<LedgerBalance[]> {
    const from = range.from === undefined ? Number.MIN_SAFE_INTEGER : toMillis(range.from);
    const before = range.before === undefined ? Number.MAX_SAFE_INTEGER : toMillis(range.before);
    const values = { retailer: this.#session.retailerId, from, before };
    const rows = await this.#statements.balances.all(this.#session, values);
    return rows.map((r) => ({ ...r, amount: Number(r.amount) }));
  }

  async post(lines: readonly LedgerLine[]): Promise<void> {
    assertBalanced(lines);
    for (const line of lines) {
      const row = { ...line, retailer: this.#session.retailerId, posted_at: toMillis(line.posted_at) };
      const posted = await this.#statements.post.run(this.#session, row);
      if (posted === 0)
        throw new AlreadyPosted(`${line.forward_id}: ${line.cause} ${line.account} ${line.line}`);
    }
  }
}

function assertBalanced(lines: readonly LedgerLine[]): void {
  const sums = new Map<string, number>();
  for (const { forward_id, currency, amount } of lines) {
    if (!Number.isSafeInteger(amount))
      throw new UnbalancedPosting(`not a whole number of minor units: ${amount}`);
    const books = `${forward_id} ${currency}`;
    sums.set(books, (sums.get(books) ?? 0) + amount);
  }
  for (const [books, sum] of sums) if (sum !== 0) throw new UnbalancedPosting(`${books} is off by ${sum}`);
}

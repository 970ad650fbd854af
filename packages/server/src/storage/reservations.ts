import type { Kysely } from 'kysely';
import type { NewReservation, Reservations, SystemStore } from '../ports.ts';
import type { Instant } from '../stored.ts';
import type { Engine } from './engine.ts';
import { toMillis } from './instants.ts';
import type { Schema } from './schema.ts';
import type { Session } from './statement.ts';
import { tokenHash } from './tokens.ts';

/** Reservations, known by the hash of their token only; of a buyer as well nothing but a hash is kept. */
export class SqlReservations implements Reservations {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async create(token: string, reservation: NewReservation): Promise<void> {
    const { listing_id, buyer_ref, reserved_at, reserved_until } = reservation;
    await this.end(listing_id, reserved_at);
    await this.#db
      .insertInto('reservations')
      .values({
        token_hash: tokenHash(token),
        retailer_id: this.#session.retailerId,
        listing_id,
        buyer_hash: buyer_ref === undefined ? null : this.#hashOf(buyer_ref),
        reserved_at: toMillis(reserved_at),
        reserved_until: toMillis(reserved_until),
      })
      .execute();
  }

  async find(token: string, at: Instant): Promise<string | undefined> {
    const row = await this.#db
      .selectFrom('reservations')
      .select('listing_id')
      .where('token_hash', '=', tokenHash(token))
      .where('retailer_id', '=', this.#session.retailerId)
      .where('reserved_until', '>', toMillis(at))
      .executeTakeFirst();
    return row?.listing_id;
  }

  async end(listingId: string, at: Instant): Promise<void> {
    await this.#db
      .updateTable('reservations')
      .set({ reserved_until: toMillis(at) })
      .where('retailer_id', '=', this.#session.retailerId)
      .where('listing_id', '=', listingId)
      .where('reserved_until', '>', toMillis(at))
      .execute();
  }

  async countSince(buyerRef: string, since: Instant): Promise<number> {
    const row = await this.#db
      .selectFrom('reservations')
      .select((eb) => eb.fn.countAll<number | string>().as('made'))
      .where('retailer_id', '=', this.#session.retailerId)
      .where('buyer_hash', '=', this.#hashOf(buyerRef))
      .where('reserved_at', '>', toMillis(since))
      .executeTakeFirst();
    return Number(row?.made ?? 0);
  }

  async forget(buyerRef: string): Promise<void> {
    await this.#db
      .updateTable('reservations')
      .set({ buyer_hash: null })
      .where('retailer_id', '=', this.#session.retailerId)
      .where('buyer_hash', '=', this.#hashOf(buyerRef))
      .execute();
  }

  /** With the retailer in it, so that the same person looks different at another one. */
  #hashOf(buyerRef: string): string {
    return tokenHash(`${this.#session.retailerId} ${buyerRef}`);
  }

  get #db(): Kysely<Schema> {
    if (this.#session.closed) throw new Error('A unit was used after its command had ended.');
    return this.#session.db;
  }
}

/** Forgets reservations, of all retailers. */
export function reservationPurge(engine: Engine): SystemStore['reservations'] {
  return {
    purge: (madeUpTo) =>
      engine.write(async (db) => {
        const removed = db.deleteFrom('reservations').where('reserved_at', '<=', toMillis(madeUpTo));
        return Number((await removed.executeTakeFirst()).numDeletedRows);
      }),
  };
}

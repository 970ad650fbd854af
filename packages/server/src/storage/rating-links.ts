import type { Kysely } from 'kysely';
import type { RatingLinks, SystemStore } from '../ports.ts';
import type { Instant, RatingLink } from '../stored.ts';
import type { Engine } from './engine.ts';
import { toInstant, toMillis } from './instants.ts';
import type { Schema } from './schema.ts';
import type { Session } from './statement.ts';
import { tokenHash } from './tokens.ts';

/** Single-use links, known by the hash of their token only. */
export class SqlRatingLinks implements RatingLinks {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async create(
    token: string,
    link: { readonly forward_id: string; readonly expires_at: Instant },
  ): Promise<void> {
    await this.#db
      .deleteFrom('rating_links')
      .where('retailer_id', '=', this.#session.retailerId)
      .where('forward_id', '=', link.forward_id)
      .where('redeemed_at', 'is', null)
      .execute();
    await this.#db
      .insertInto('rating_links')
      .values({
        token_hash: tokenHash(token),
        retailer_id: this.#session.retailerId,
        forward_id: link.forward_id,
        expires_at: toMillis(link.expires_at),
      })
      .execute();
  }

  async drop(forwardId: string): Promise<void> {
    await this.#db
      .deleteFrom('rating_links')
      .where('retailer_id', '=', this.#session.retailerId)
      .where('forward_id', '=', forwardId)
      .execute();
  }

  async redeem(token: string, at: Instant): Promise<boolean> {
    const result = await this.#db
      .updateTable('rating_links')
      .set({ redeemed_at: toMillis(at) })
      .where('token_hash', '=', tokenHash(token))
      .where('retailer_id', '=', this.#session.retailerId)
      .where('redeemed_at', 'is', null)
      .where('expires_at', '>', toMillis(at))
      .executeTakeFirst();
    return result.numUpdatedRows > 0n;
  }

  get #db(): Kysely<Schema> {
    if (this.#session.closed) throw new Error('A unit was used after its command had ended.');
    return this.#session.db;
  }
}

/** Which retailer and forward a token stands for, before anybody is authenticated. */
export function ratingLinkLookup(engine: Engine): SystemStore['ratingLinks'] {
  return { find: (token) => engine.read((db) => find(db, tokenHash(token))) };
}

async function find(db: Kysely<Schema>, token_hash: string): Promise<RatingLink | undefined> {
  const row = await db
    .selectFrom('rating_links')
    .select(['retailer_id', 'forward_id', 'expires_at', 'redeemed_at'])
    .where('token_hash', '=', token_hash)
    .executeTakeFirst();
  return (
    row && {
      retailer_id: row.retailer_id,
      forward_id: row.forward_id,
      expires_at: toInstant(Number(row.expires_at)),
      redeemed_at: row.redeemed_at === null ? null : toInstant(Number(row.redeemed_at)),
    }
  );
}

/** What can go wrong in a way that the operations know of; none of them knows HTTP. */

/** The store cannot be written just now (disk full, read-only, locked by another process, closing); try again later. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/** The caller's own key is in use for this kind of resource. */
export class ExternalIdTaken extends Error {
  override readonly name = 'ExternalIdTaken';
  readonly externalId: string;

  constructor(externalId: string) {
    super('the external_id is taken');
    this.externalId = externalId;
  }
}

/** The record has changed since it was read. */
export class StaleRecord extends Error {
  override readonly name = 'StaleRecord';
}

/** The cursor is not one that this store gave this retailer for this list. */
export class InvalidCursor extends Error {
  override readonly name = 'InvalidCursor';
}

/** A ledger line of this forward, cause, account and line number was posted before. */
export class AlreadyPosted extends Error {
  override readonly name = 'AlreadyPosted';
}

/** The lines of a posting do not sum to zero. */
export class UnbalancedPosting extends Error {
  override readonly name = 'UnbalancedPosting';
}

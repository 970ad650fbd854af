/** How records of any kind are read and written. */

/** A record as it is handed in for the first time: the store gives it its row version. */
export type Draft<R> = Omit<R, 'version'>;

/** One value, any of several, `null` for "has none", or (numbers and instants) the range `from <= x < before`. */
export type Match<T> = T | readonly T[] | null | { readonly from?: T; readonly before?: T };
export type Filter<I> = { readonly [K in keyof I]?: Match<NonNullable<I[K]>> };

/** `limit` >= 1; `cursor` is a `next_cursor` that the same retailer's page of the same kind gave. */
export interface PageRequest {
  readonly limit: number;
  readonly cursor?: string | undefined;
}
export interface Page<T> {
  readonly items: T[];
  readonly next_cursor: string | null;
}

/** Reads of one kind of resource; another retailer's record looks as if it did not exist. */
export interface Records<R, I> {
  get(id: string): Promise<R | undefined>;
  byExternalId(externalId: string): Promise<R | undefined>;
  /** Every match, oldest first, at most `limit` (default: all). */
  find(filter: Filter<I>, options?: { readonly limit?: number }): Promise<R[]>;
  count(filter: Filter<I>): Promise<number>;
  /** Ascending by insertion, stable under inserts. Throws InvalidCursor. */
  page(filter: Filter<I>, request: PageRequest): Promise<Page<R>>;
}

export interface WritableRecords<R, I> extends Records<R, I> {
  /** Row version 1. Throws ExternalIdTaken. */
  insert(draft: Draft<R>): Promise<R>;
  /** Replaces the record read at `record.version`; answers it with the next one. Throws StaleRecord. */
  update(record: R): Promise<R>;
}

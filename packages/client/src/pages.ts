import { type FailedCall, OrfAnswerError } from './errors.ts';

/** One page of a list. */
export interface Page<Item = unknown> {
  readonly items: readonly Item[];
  readonly next_cursor: string | null;
}

/** Reads the page that starts at a cursor; at the beginning without one. */
export type ReadPage = (cursor: string | undefined) => Promise<Page>;

/**
 * Reads page after page, each when it is asked for.
 * @throws {OrfAnswerError} when a page leads to itself, which would never end.
 */
export async function* eachPage(
  call: FailedCall,
  read: ReadPage,
  from: string | undefined,
): AsyncGenerator<Page> {
  let cursor = from;
  for (;;) {
    const page = await read(cursor);
    yield page;
    if (page.next_cursor === null || page.next_cursor === undefined) return;
    if (page.next_cursor === cursor)
      throw new OrfAnswerError(call, 'a page leads to itself', { status: 200 });
    cursor = page.next_cursor;
  }
}

/** The items of every page, one by one. */
export async function* eachItem(pages: AsyncIterable<Page>): AsyncGenerator<unknown> {
  for await (const page of pages) yield* page.items;
}

import type { Catalog } from '../contract/catalog.ts';
import type { Markdown } from '../html/markdown.ts';

/** What every part of a page is written with. */
export interface Context {
  readonly catalog: Catalog;
  readonly markdown: Markdown;
  /** Where the server is, without a slash at the end; used in commands to copy. */
  readonly origin: string;
  /** What stands for the token in commands to copy. */
  readonly token: string;
}

import { contentFolder, createSite, type Site } from '@open-return-forwarding/reference';
import { type Context, Hono } from 'hono';
import { type Kept, keep } from './kept.ts';

/** What commands on the pages name; read when the first page is asked for, as a port is known late. */
export interface DocsOptions {
  /** Where the server answers, without a slash at the end. */
  readonly baseUrl: string;
  readonly environment: 'sandbox' | 'live';
}

/** Nothing but what this server serves itself: no inline script or style, no other origin, no frame. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * Puts the documentation in front of an app: `/docs/`, `/openapi.json`, and the pages of problems for those who ask
 * for HTML. Every other request reaches the app as it came.
 */
export function withDocs(app: Hono, options: DocsOptions): Hono {
  const shelf = shelfOf(options);
  const front = new Hono();
  // The app has answered for its own errors; what still arrives here is to be seen by a test.
  front.onError((error) => {
    throw error;
  });
  front.get('/', (c) => (wantsHtml(c) ? c.redirect('/docs/', 302) : pass(app, c)));
  front.get('/problems', (c) => (wantsHtml(c) ? c.redirect('/docs/api/problems', 302) : pass(app, c)));
  front.get('/problems/:code', (c) => (wantsHtml(c) && answer(c, shelf.kept(c.req.path))) || pass(app, c));
  front.get('/openapi.json', (c) => answer(c, shelf.kept(c.req.path)) ?? pass(app, c));
  front.get('/docs/*', (c) => answer(c, shelf.kept(c.req.path)) ?? elsewhere(c, shelf) ?? pass(app, c));
  front.all('*', (c) => pass(app, c));
  return front;
}

interface Shelf {
  /** What is at a path, packed; undefined where nothing is. */
  kept(path: string): Kept | undefined;
  /** Where that went which was at a path. */
  moved(path: string): string | undefined;
}

/** Everything of the site that was asked for so far; the site itself is laid out at the first question. */
function shelfOf(options: DocsOptions): Shelf {
  const shelf = new Map<string, Kept>();
  let laidOut: Site | undefined;
  const site = (): Site => {
    laidOut ??= siteFor(options);
    return laidOut;
  };
  return {
    kept: (path) => {
      const found = shelf.get(path);
      if (found !== undefined) return found;
      const resource = site().resource(path);
      if (resource === undefined) return undefined;
      const fresh = keep(resource);
      shelf.set(path, fresh);
      return fresh;
    },
    moved: (path) => site().moved(path),
  };
}

function siteFor({ baseUrl, environment }: DocsOptions): Site {
  const content = contentFolder();
  return createSite({
    origin: baseUrl,
    token: environment === 'sandbox' ? 'orf_test_sandbox' : '$ORF_TOKEN',
    ...(content && { content }),
  });
}

/** An old address leads on; not for ever, as a chapter may be given another number. */
function elsewhere(c: Context, shelf: Shelf): Response | undefined {
  const to = shelf.moved(c.req.path);
  return to === undefined ? undefined : c.redirect(to, 302);
}

/** The app answers, with everything that its own caller would have given it. */
function pass(app: Hono, c: Context): Response | Promise<Response> {
  return app.fetch(c.req.raw, c.env);
}

function answer(c: Context, kept: Kept | undefined): Response | undefined {
  if (kept === undefined) return undefined;
  const headers = {
    'Content-Type': kept.type,
    'Cache-Control': kept.lasting ? 'public, max-age=31536000, immutable' : 'public, no-cache',
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
    ETag: kept.etag,
    Vary: c.req.path.startsWith('/problems/') ? 'Accept, Accept-Encoding' : 'Accept-Encoding',
  };
  if (knows(c.req.header('If-None-Match'), kept.etag)) return new Response(null, { status: 304, headers });
  const packed = /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/i.test(c.req.header('Accept-Encoding') ?? '');
  return packed
    ? new Response(kept.packed, { headers: { ...headers, 'Content-Encoding': 'gzip' } })
    : new Response(kept.plain, { headers });
}

function knows(header: string | undefined, etag: string): boolean {
  return header?.split(',').some((tag) => tag.trim() === etag || tag.trim() === '*') ?? false;
}

/** A browser names HTML in so many words; a program that takes anything gets JSON. */
function wantsHtml(c: Context): boolean {
  return /\btext\/html\b/i.test(c.req.header('Accept') ?? '');
}

import { readFileSync } from 'node:fs';
import { type CreateReturn, type OrfClient, OrfProblem, type Return } from '@open-return-forwarding/client';
import { type Context, Hono } from 'hono';
import { csrf } from 'hono/csrf';
import { HTTPException } from 'hono/http-exception';
import {
  checks,
  type Language,
  languages,
  problemPage,
  reasons,
  type Status,
  startPage,
  statusPage,
} from './pages.ts';
import purchases from './purchases.json' with { type: 'json' };

const style = readFileSync(new URL('style.css', import.meta.url), 'utf8');
const nothingElse = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'";

/** The return portal of one signed-in consumer, in front of any server of the protocol. */
export function createPortal(orf: OrfClient): Hono {
  const app = new Hono();
  app.use(csrf());
  app.use(async (c, next) => {
    await next();
    c.header('Content-Security-Policy', nothingElse);
    c.header('Cache-Control', 'no-store');
  });
  app.get('/style.css', (c) => c.body(style, 200, { 'Content-Type': 'text/css; charset=utf-8' }));
  app.get('/', (c) => c.html(startPage(languageOf(c))));
  app.post('/returns', async (c) => {
    const { id } = await startReturn(orf, await c.req.formData());
    return c.redirect(`/returns/${id}?lang=${languageOf(c)}`, 303);
  });
  app.get('/returns/:id', async (c) => {
    const returned = await ownReturn(orf, c.req.param('id'));
    return c.html(statusPage(languageOf(c), await statusOf(orf, returned, languageOf(c))));
  });
  app.post('/returns/:id/route', async (c) => {
    const { id } = await ownReturn(orf, c.req.param('id'));
    const route = (await c.req.formData()).get('route') === 'forward' ? 'forward' : 'warehouse';
    await orf.chooseRoute({ path: { return_id: id }, body: { route }, idempotencyKey: `${id}-${route}` });
    return c.redirect(`/returns/${id}?lang=${languageOf(c)}`, 303);
  });
  app.get('/returns/:id/label.pdf', async (c) => {
    const { forward_id = '' } = await ownReturn(orf, c.req.param('id'));
    const pdf = await orf.getLabelDocument({ path: { forward_id, format: 'pdf' } });
    return c.body(pdf, 200, { 'Content-Type': 'application/pdf' });
  });
  app.onError((error, c) => {
    if (error instanceof OrfProblem) return c.html(problemPage(languageOf(c), error.code), 409);
    if (error instanceof HTTPException) return error.getResponse();
    throw error;
  });
  return app;
}

function languageOf(c: Context): Language {
  const asked = c.req.query('lang') ?? c.req.header('Accept-Language')?.slice(0, 2);
  return languages.find((language) => language === asked) ?? 'en';
}

/** One return per order line: whoever sends the form twice finds the return that is there. */
async function startReturn(orf: OrfClient, form: FormData): Promise<Return> {
  const body = requestOf(form);
  const { items } = await orf.listReturns({ query: { external_id: body.external_id } });
  return items[0] ?? orf.createReturn({ body });
}

function requestOf(form: FormData): CreateReturn {
  const { days_ago, product, ...order_line } = purchases.lines[Number(form.get('line'))] ?? refuse(400);
  const ticked = form.getAll('check');
  return {
    external_id: `RMA-${order_line.order_ref}-${order_line.line_ref}`,
    order_line: { ...order_line, purchased_at: daysAgo(days_ago) },
    product,
    reason: { code: reasons.find((code) => code === form.get('reason')) ?? 'unknown' },
    condition: {
      grade: ticked.includes('tags_attached') ? 'like_new' : 'open_box',
      checklist: Object.fromEntries(checks.map((check) => [check, ticked.includes(check)])),
    },
    consumer: purchases.consumer,
    ship_from: purchases.address,
    withdrawal: { notified_at: daysAgo(0), basis: 'statutory' },
  };
}

function refuse(status: 400 | 404): never {
  throw new HTTPException(status);
}

const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 60 * 60 * 1000).toISOString();

/** A return by its id, if it is the signed-in consumer's; else as if it did not exist. */
async function ownReturn(orf: OrfClient, return_id: string): Promise<Return> {
  const returned = await orf.getReturn({ path: { return_id } });
  return returned.consumer.ref === purchases.consumer.ref ? returned : refuse(404);
}

async function statusOf(orf: OrfClient, returned: Return, locale: Language): Promise<Status> {
  const { id: return_id, forward_id } = returned;
  const path = { return_id };
  const [explanation, timeline, forward] = await Promise.all([
    orf.explainReturn({ path, query: { audience: 'consumer', locale } }),
    orf.getReturnTimeline({ path }),
    forward_id === undefined ? undefined : orf.getForward({ path: { forward_id } }),
  ]);
  return { returned, explanation, timeline, forward };
}

import { readFileSync } from 'node:fs';
import { type CreateOrder, type OrfClient, OrfProblem } from '@open-return-forwarding/client';
import { type Context, Hono } from 'hono';
import { csrf } from 'hono/csrf';
import { html } from 'hono/html';
import { HTTPException } from 'hono/http-exception';
import catalogue from './catalogue.json' with { type: 'json' };
import { orderPage, page, productPage } from './pages.ts';

const { product, buyer, address } = catalogue;
const style = readFileSync(new URL('style.css', import.meta.url), 'utf8');
const nothingElse = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'";

/** A product page and the checkout of one signed-in buyer, in front of any server of the protocol. */
export function createShop(orf: OrfClient): Hono {
  const app = new Hono();
  app.use(csrf());
  app.use(async (c, next) => {
    await next();
    c.header('Content-Security-Policy', nothingElse);
    c.header('Cache-Control', 'no-store');
  });
  app.get('/style.css', (c) => c.body(style, 200, { 'Content-Type': 'text/css; charset=utf-8' }));
  app.get('/', async (c) => c.html(productPage(await listingsFor(orf))));
  app.post('/orders', async (c) => {
    const { id } = await placeOrder(orf, await c.req.formData());
    return c.redirect(`/orders/${id}`, 303);
  });
  app.get('/orders/:id', async (c) => {
    const order = await orf.getOrder({ path: { order_id: c.req.param('id') } });
    return order.buyer_ref === buyer.ref ? c.html(orderPage(order)) : c.notFound();
  });
  app.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse();
    if (!(error instanceof OrfProblem)) throw error;
    return error.status === 404 ? c.notFound() : refusal(c, error);
  });
  return app;
}

/** What is worth forwarding to this buyer's country. A shop sells on when the server cannot be reached. */
async function listingsFor(orf: OrfClient) {
  const query = { sku: product.sku, country: address.country, limit: 3 };
  try {
    return (await orf.listListings({ query, retries: 0, signal: AbortSignal.timeout(1000) })).items;
  } catch (error) {
    process.stderr.write(`Shown without forwarded offers: ${error}\n`);
    return [];
  }
}

/** The price that the page showed is sent along; the server refuses one that it never showed. */
function placeOrder(orf: OrfClient, form: FormData) {
  const text = (name: string) => String(form.get(name) ?? '');
  const picked = form.has('listing_id') && {
    listing_id: text('listing_id'),
    offered_price: { amount: Number(text('amount')), currency: product.price.currency },
    on_unavailable: text('on_unavailable') === 'cancel' ? ('cancel' as const) : ('fulfil_new' as const),
  };
  const body: CreateOrder = {
    external_id: `SO-${text('key')}`,
    sku: product.sku,
    category: product.category,
    buyer_ref: buyer.ref,
    accepts: [],
    full_price: product.price,
    ship_to: address,
    ...picked,
  };
  return orf.createOrder({ body, idempotencyKey: text('key') });
}

function refusal(c: Context, { code }: OrfProblem) {
  const sentence = code === 'price_not_shown' ? 'The price has changed since.' : 'That did not work.';
  return c.html(
    page(sentence, html`<p>Nothing was ordered. <a href="/">Look at the offers again</a></p>`),
    409,
  );
}

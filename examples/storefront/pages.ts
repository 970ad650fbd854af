import type { Listing, Money, Order, ReferencePriceBasis } from '@open-return-forwarding/client';
import { html } from 'hono/html';
import catalogue from './catalogue.json' with { type: 'json' };

type Markup = ReturnType<typeof html>;
const { product } = catalogue;

const inWords = ({ amount, currency }: Money) =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).format(amount / 100);

/** What the reference price is. It is never shown without this. */
const basis: Record<ReferencePriceBasis, string> = {
  current_price: 'New, in our shop now',
  lowest_30_days: 'Our lowest price for a new one in the last 30 days',
  price_paid: 'What was paid for this item',
};

export function page(title: string, content: Markup): Markup {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/style.css"></head>
<body><main><h1>${title}</h1>${content}</main></body></html>`;
}

/** The new article and the forwarded ones side by side: an offer each, of the same make, none chosen. */
export function productPage(listings: readonly Listing[]): Markup {
  const unit = html`<section class="offer"><h2>New</h2><p class="price">${inWords(product.price)}</p>
<p class="note">From our warehouse.</p>
<form method="post" action="/orders">${orderKey()}<button>Order new</button></form></section>`;
  return page(product.title, html`<div class="offers">${unit}${listings.map(listingBlock)}</div>`);
}

function listingBlock({ id, label_texts, label_text, price, reference_price, safety }: Listing): Markup {
  return html`<section class="offer"><h2>${label_texts?.en ?? label_text}</h2><p class="price">${inWords(price)}</p>
<p class="note">${basis[reference_price.basis]}: ${inWords(reference_price)}</p>
<p class="note">Returned to us by another customer, who sends it straight to you. You can return it as any other order.</p>
${safety?.manufacturer && html`<p class="note">Manufacturer: ${safety.manufacturer}</p>`}
${safety?.warnings?.map((warning) => html`<p class="note">Warning: ${warning}</p>`)}
<form method="post" action="/orders">${orderKey()}
<input type="hidden" name="listing_id" value="${id}"><input type="hidden" name="amount" value="${price.amount}">
<fieldset><legend>If somebody else was faster</legend>
<label><input type="radio" name="on_unavailable" value="fulfil_new" required> Send me a new one for ${inWords(price)}</label>
<label><input type="radio" name="on_unavailable" value="cancel" required> Cancel my order</label></fieldset>
<button>Order this one</button></form></section>`;
}

/** One order per form that was shown, however often it is sent. */
const orderKey = () => html`<input type="hidden" name="key" value="${crypto.randomUUID()}">`;

export function orderPage({ status, fulfilment, price_due, listing_id }: Order): Markup {
  const content = html`<p>${sentences[status]({ taken: listing_id !== undefined && fulfilment.source !== 'forward' })}</p>
<p>To pay: <b>${inWords(status === 'cancelled' ? { ...price_due, amount: 0 } : price_due)}</b></p>
<p class="note">Order status: ${status}, because ${fulfilment.reason_code ?? 'nothing has been decided yet'}</p><p><a href="/">Back to the shop</a></p>`;
  return page('Your order', content);
}

const sentences: Record<Order['status'], (order: { taken: boolean }) => string> = {
  pending: () => 'We are looking where your article comes from. Please look again in a moment.',
  forward: () => 'It is yours: another customer sends it straight to you.',
  warehouse: ({ taken }) =>
    taken
      ? 'That one was gone. You get a new one from our warehouse for the same price.'
      : 'It comes new, from our warehouse.',
  cancelled: ({ taken }) =>
    taken ? 'That one was gone, so we cancelled your order as you wished.' : 'It was cancelled.',
  fulfilled: () => 'It was delivered.',
  refunded: () => 'You have your money back.',
};

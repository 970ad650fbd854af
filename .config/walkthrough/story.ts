import type { Recorder } from './record.ts';

const START = '2027-03-01T09:00:00.000Z';

/** Plays one forward from discovery to its settlement. */
export async function playForward(recorder: Recorder): Promise<void> {
  await recorder.ask('resetSandbox', { body: { now: START } });
  await beginnings(recorder);
  const { return_id, listing_id } = await intake(recorder);
  const forward_id = await match(recorder, { listing_id });
  await travel(recorder, forward_id);
  await end(recorder, { return_id, forward_id });
}

async function beginnings({ scene }: Bound): Promise<void> {
  await scene(
    ['What the server is', 'Anybody may ask. A client configures itself from the answer.'],
    async (ask) => {
      await ask('getDiscovery');
    },
  );
  await scene(
    [
      'Where events go',
      'The retailer registers an endpoint once. Its secret is shown in this answer and never again.',
    ],
    async (ask) => {
      await ask('createWebhookEndpoint', {
        body: { url: 'https://shop.example/hooks', event_types: [], include_identifiers: true },
      });
    },
  );
}

async function intake({ scene }: Bound) {
  let return_id = '';
  let listing_id = '';
  await scene(
    [
      'A return begins',
      'The return portal posts it the moment a consumer asks for it. It is eligible, so forwarding is offered beside the warehouse return.',
      'return.created',
    ],
    async (ask) => {
      ({ id: return_id } = await ask('createReturn', { body: theReturn }));
    },
  );
  await scene(['The sender chooses', 'Not before now is the item listed.'], async (ask) => {
    ({ listing_id } = await ask('chooseRoute', { path: { return_id }, body: { route: 'forward' } }));
  });
  return { return_id, listing_id };
}

async function match(
  { scene, ask: quietly }: Bound,
  { listing_id }: { listing_id: string },
): Promise<string> {
  await quietly('advanceClock', { body: { seconds: 5 * 3600 } });
  let forward_id = '';
  const { price, grade } = await quietly('getListing', { path: { listing_id } });
  await scene(
    ['The shop shows the listing', 'It is asked for the country of whoever looks at the page.'],
    async (ask) => {
      await ask('listListings', { query: { sku: 'DRESS-42', country: 'NL' } });
    },
  );
  await scene(
    [
      'A buyer orders',
      'Five hours later. The order names the listing at the price that it showed. Label and tracking number are asked of the carrier at once.',
    ],
    async (ask) => {
      const body = { ...theOrder, accepts: [grade], listing_id, offered_price: price };
      ({ forward_id } = await ask('createOrder', { body }));
    },
  );
  const { decision_id } = await quietly('getForward', { path: { forward_id } });
  await scene(['Why', 'The decision can be recomputed from what it names.'], async (ask) => {
    await ask('getDecision', { path: { decision_id: String(decision_id) } });
  });
  await scene(['The label', 'The portal gives it to the sender; it names no buyer.'], async (ask) => {
    await ask('getLabel', { path: { forward_id } });
  });
  return forward_id;
}

async function travel({ scene, ask: quietly }: Bound, forward_id: string): Promise<void> {
  const scan = (title: string, text: string, [status, occurred_at]: readonly [string, string]) =>
    scene([title, text], async (ask) => {
      await ask('reportTrackingEvent', { path: { forward_id }, body: { status, occurred_at } });
    });
  await quietly('advanceClock', { body: { to: '2027-03-02T16:20:00.000Z' } });
  await scan('Hand-in', 'The next day. The first scan proves it.', ['picked_up', '2027-03-02T16:12:00Z']);
  await quietly('advanceClock', { body: { to: '2027-03-02T22:50:00.000Z' } });
  await scan('Under way', 'Sorted in the night.', ['in_transit', '2027-03-02T22:41:00Z']);
  await quietly('advanceClock', { body: { to: '2027-03-03T11:30:00.000Z' } });
  await scan('Delivery', 'The buyer has three days to rate.', ['delivered', '2027-03-03T11:26:00Z']);
}

async function end(
  { scene, ask: quietly }: Bound,
  ids: { return_id: string; forward_id: string },
): Promise<void> {
  const { return_id, forward_id } = ids;
  await quietly('advanceClock', { body: { seconds: 8 * 3600 } });
  let token = '';
  await scene(['A link to rate with', 'The shop asks for it and mails it to the buyer.'], async (ask) => {
    ({ token } = await ask('createRatingLink', { path: { forward_id }, body: {} }));
  });
  await scene(
    [
      'The buyer is content',
      'The token of the link takes the place of the bearer token, once. The refund falls due and is asked of the retailer.',
      'refund.requested',
    ],
    async (ask) => {
      await ask('redeemRating', { body: { verdict: 'positive' }, token });
    },
  );
  const { refund } = await quietly('getReturn', { path: { return_id } });
  const { id: refund_id } = refund as { id: string };
  await scene(
    ['The refund is paid', "By the retailer's own system. With that everything is over."],
    async (ask) => {
      await ask('confirmRefund', {
        path: { refund_id },
        body: { outcome: 'posted', external_ref: 'PSP-7741' },
      });
    },
  );
  const { settlement_id } = await quietly('getForward', { path: { forward_id } });
  await scene(
    ['The books', 'What the forward brought, and which two sales belong together.'],
    async (ask) => {
      await ask('getSettlement', { path: { settlement_id: String(settlement_id) } });
    },
  );
  await scene(['How it ended', 'The return as it stands from now on.'], async (ask) => {
    await ask('getReturn', { path: { return_id } });
  });
}

type Bound = Pick<Recorder, 'scene' | 'ask'>;

const theReturn = {
  external_id: 'R-2027-0042',
  order_line: {
    order_ref: 'S-1001',
    line_ref: '1',
    unit_price: { amount: 7_999, currency: 'EUR' },
    purchased_at: '2027-02-20T10:00:00Z',
    delivered_at: '2027-02-23T14:10:00Z',
  },
  product: {
    sku: 'DRESS-42',
    title: 'Linen dress, blue',
    category: 'dresses',
    fit: 'high',
    weight_grams: 480,
  },
  reason: { code: 'size_too_small' },
  condition: {
    grade: 'like_new',
    checklist: { unworn: true, complete: true, clean: true, undamaged: true },
  },
  consumer: { ref: 'C-77' },
  ship_from: {
    name: 'A. Jansen',
    street: 'Prinsengracht 12',
    postal_code: '1015 DV',
    city: 'Amsterdam',
    country: 'NL',
  },
  withdrawal: { notified_at: '2027-03-01T08:55:00Z', basis: 'statutory' },
};

const theOrder = {
  external_id: 'S-2088-1',
  sku: 'DRESS-42',
  category: 'dresses',
  buyer_ref: 'C-912',
  full_price: { amount: 7_999, currency: 'EUR' },
  ship_to: {
    name: 'B. de Vries',
    street: 'Korte Poten 3',
    postal_code: '2511 EC',
    city: 'Den Haag',
    country: 'NL',
  },
};

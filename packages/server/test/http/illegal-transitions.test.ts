import { type Lifecycle, lifecycles } from '@open-return-forwarding/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HttpAnswer, problemOf } from '../support/calls.ts';
import { footprint } from '../support/footprint.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { eventsOf, reset } from '../support/shop.ts';
import { type Records, unseen, waysInto } from '../support/states.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

type Send = (records: Records) => Promise<HttpAnswer>;
const blank = { body: {} } as const;
const onReturn = ({ return_id = '' }: Records) => ({ return_id });
const onOrder = ({ order_id = '' }: Records) => ({ order_id });
const onForward = ({ forward_id = '' }: Records) => ({ forward_id });
const onRefund = async (records: Records) => {
  const { refund } = await sandbox.ask('getReturn', { path: onReturn(records) });
  return { refund_id: refund.id };
};
const route = (choice: 'forward' | 'warehouse') => (records: Records) =>
  sandbox.call('chooseRoute', { path: onReturn(records), body: { route: choice } });
const close = (outcome: 'fulfilled' | 'refunded') => (records: Records) =>
  sandbox.call('closeOrder', { path: onOrder(records), body: { outcome } });
const resolve = (body: Parameters<typeof sandbox.call<'resolveHold'>>[1]) => (records: Records) =>
  sandbox.call('resolveHold', { path: onForward(records), ...body });

/** The call by which each command of the table is given. */
const calls: { readonly [L in Lifecycle]: Readonly<Record<string, Send>> } = {
  return: {
    choose_forward: route('forward'),
    choose_warehouse: route('warehouse'),
    cancel: (records) => sandbox.call('cancelReturn', { path: onReturn(records), ...blank }),
  },
  listing: {
    withdraw: ({ listing_id = '' }) => sandbox.call('withdrawListing', { path: { listing_id }, ...blank }),
    reserve: ({ listing_id = '' }) =>
      sandbox.call('reserveListing', { path: { listing_id }, body: { minutes: 5 } }),
    release: ({ listing_id = '' }) => sandbox.call('releaseReservation', { path: { listing_id } }),
  },
  order: {
    cancel: (records) => sandbox.call('cancelOrder', { path: onOrder(records), ...blank }),
    close_fulfilled: close('fulfilled'),
    close_refunded: close('refunded'),
  },
  forward: {
    report_lost: (records) => sandbox.call('reportLost', { path: onForward(records), ...blank }),
    rate: (records) =>
      sandbox.call('rateForward', { path: onForward(records), body: { verdict: 'positive' } }),
  },
  refund: {
    release: resolve({ body: { outcome: 'release' } }),
    reduce: resolve({ body: { outcome: 'reduce', amount: { amount: 100, currency: 'EUR' } } }),
    deny: resolve({ body: { outcome: 'deny' } }),
    confirm_posted: async (records) =>
      sandbox.call('confirmRefund', {
        path: await onRefund(records),
        body: { outcome: 'posted', external_ref: 'PSP-1' },
      }),
    confirm_failed: async (records) =>
      sandbox.call('confirmRefund', { path: await onRefund(records), body: { outcome: 'failed' } }),
  },
  dispute: {
    close: ({ dispute_id = '' }) =>
      sandbox.call('closeDispute', { path: { dispute_id }, body: { outcome: 'upheld' } }),
  },
};

interface Row {
  readonly on: string;
  readonly kind: string;
  readonly from: readonly string[];
}
const rowsOf = (lifecycle: Lifecycle): readonly Row[] =>
  lifecycles[lifecycle].transitions.filter(({ kind }) => kind === 'command');

/** What a command answers that is taken, other than 200. */
const taking: Readonly<Record<string, number>> = { rate: 201, reserve: 201, 'listing release': 204 };

const pairs = (Object.keys(lifecycles) as Lifecycle[]).flatMap((lifecycle) =>
  Object.keys(lifecycles[lifecycle].states)
    .filter((state) => !unseen[lifecycle]?.includes(state))
    .map((state) => ({
      lifecycle,
      state,
      taken: [...new Set(rowsOf(lifecycle).map(({ on }) => on))].filter((on) =>
        rowsOf(lifecycle).some((row) => row.on === on && row.from.includes(state)),
      ),
      refused: [...new Set(rowsOf(lifecycle).map(({ on }) => on))].filter(
        (on) => !rowsOf(lifecycle).some((row) => row.on === on && row.from.includes(state)),
      ),
    })),
);

async function into(lifecycle: Lifecycle, state: string): Promise<Records> {
  await reset(sandbox);
  const way = waysInto[lifecycle][state];
  if (way === undefined) throw new Error(`no test knows a way into the ${lifecycle} state ${state}`);
  return way(sandbox);
}

function give(lifecycle: Lifecycle, on: string, records: Records): Promise<HttpAnswer> {
  const send = calls[lifecycle][on];
  if (send === undefined) throw new Error(`no test gives the ${lifecycle} command ${on}`);
  return send(records);
}

/** What a refused command may be called, beside `illegal_transition`. */
const finerCodes = [
  'illegal_transition',
  'already_handed_in',
  'offer_expired',
  'route_not_offered',
  'already_rated',
  'rating_window_closed',
];

describe.each(pairs)('a $lifecycle that is $state', ({ lifecycle, state, taken, refused }) => {
  if (refused.length > 0)
    it(`refuses ${refused.join(', ')}, and nothing is written`, async () => {
      const records = await into(lifecycle, state);
      const before = { rows: footprint(sandbox), events: await eventsOf(sandbox) };
      for (const on of refused) {
        const answer = await give(lifecycle, on, records);
        expect([on, answer.status]).toEqual([on, 409]);
        expect(finerCodes).toContain(problemOf(answer).code);
      }
      expect({ rows: footprint(sandbox), events: await eventsOf(sandbox) }).toEqual(before);
    });

  it.each(taken)('takes %s', async (on) => {
    const records = await into(lifecycle, state);
    const answer = await give(lifecycle, on, records);
    expect([answer.status, answer.text].slice(0, answer.status < 300 ? 1 : 2)).toEqual([
      taking[`${lifecycle} ${on}`] ?? taking[on] ?? 200,
    ]);
  });
});

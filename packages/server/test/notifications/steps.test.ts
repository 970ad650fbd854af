import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { stepNames } from '../../src/notifications/steps.ts';
import type { Sandbox } from '../support/sandbox.ts';
import {
  advanceTo,
  after,
  drain,
  list,
  now,
  offer,
  pay,
  rate,
  reset,
  resolve,
  scan,
} from '../support/shop.ts';
import type { Mailbox } from './mailbox.ts';
import { BUYER, type Office, openOffice, returned, SENDER } from './people.ts';

describe('a message', () => {
  let office: Office;
  let shop: Sandbox;
  let mailbox: Mailbox;
  beforeAll(async () => {
    office = await openOffice();
    ({ shop, mailbox } = office);
  });
  afterAll(() => office.close());
  beforeEach(async () => {
    await reset(shop);
    mailbox.clear();
  });
  const deal = () => office.deal();
  const handedIn = () => office.handedIn();
  const delivered = () => office.delivered();

  /** Who was written what since something was done: `step recipient`. */
  const sinceThen = async (act: () => Promise<unknown>): Promise<string[]> => {
    mailbox.clear();
    await act();
    await drain(shop);
    return mailbox.received
      .map(({ mail, to }) => `${mail.messageId?.slice(1).split('.')[0]} ${to.join()}`)
      .toSorted();
  };
  const later = async (days: number) => advanceTo(shop, after(await now(shop), { days }));

  const cases: readonly (readonly [string, () => Promise<() => Promise<unknown>>, readonly string[]])[] = [
    ['an offer', async () => () => offer(shop, returned()), [`offer ${SENDER}`]],
    ['a listing', async () => () => list(shop, returned()), [`listed ${SENDER}`]],
    ['a match', async () => deal, [`label ${SENDER}`]],
    [
      'a hand-in that is waited for',
      async () => {
        await deal();
        return () => later(1);
      },
      [`reminder ${SENDER}`],
    ],
    [
      'a hand-in',
      async () => {
        const made = await deal();
        return () => scan(shop, made, 'picked_up');
      },
      [`handed_in ${SENDER}`, `shipped ${BUYER}`],
    ],
    [
      'a delivery',
      async () => {
        const made = await handedIn();
        return () => scan(shop, made, 'delivered');
      },
      [`rating ${BUYER}`],
    ],
    [
      'a good rating',
      async () => {
        const made = await delivered();
        return () => rate(shop, made, { verdict: 'positive' });
      },
      [`refund_requested ${SENDER}`],
    ],
    [
      'a refund that is asked for every day',
      async () => {
        const made = await delivered();
        await rate(shop, made, { verdict: 'positive' });
        await drain(shop);
        return () => later(5);
      },
      [],
    ],
    [
      'a payment',
      async () => {
        const made = await delivered();
        await rate(shop, made, { verdict: 'positive' });
        await drain(shop);
        return () => pay(shop, made);
      },
      [`refund_posted ${SENDER}`],
    ],
    [
      'a bad rating',
      async () => {
        const made = await delivered();
        return () => rate(shop, made, { verdict: 'negative' });
      },
      [`refund_held ${SENDER}`],
    ],
    [
      'a denied refund',
      async () => {
        const made = await delivered();
        await rate(shop, made, { verdict: 'negative' });
        await drain(shop);
        return () => resolve(shop, made, { outcome: 'deny' });
      },
      [`refund_denied ${SENDER}`],
    ],
    [
      'a hand-in that was missed',
      async () => {
        await deal();
        await later(2);
        return () => later(5);
      },
      [`from_stock ${BUYER}`, `warehouse ${SENDER}`],
    ],
    [
      'a window without a buyer',
      async () => {
        await list(shop, returned());
        await drain(shop);
        return () => later(4);
      },
      [`warehouse ${SENDER}`],
    ],
    [
      'a sender who keeps the item',
      async () => {
        const { return_id } = await deal();
        return () => shop.ask('cancelReturn', { path: { return_id }, body: {} });
      },
      [`from_stock ${BUYER}`],
    ],
    [
      'a buyer who cancels',
      async () => {
        const { order_id } = await deal();
        return () => shop.ask('cancelOrder', { path: { order_id }, body: {} });
      },
      [`listed ${SENDER}`],
    ],
    [
      'a sender who prefers the warehouse',
      async () => {
        const { id } = await offer(shop, returned());
        await drain(shop);
        return () => shop.ask('chooseRoute', { path: { return_id: id }, body: { route: 'warehouse' } });
      },
      [],
    ],
    [
      'a parcel that is lost',
      async () => {
        const { forward_id } = await handedIn();
        return () => shop.ask('reportLost', { path: { forward_id }, body: {} });
      },
      [`lost ${SENDER}`, `not_delivered ${BUYER}`, `refund_requested ${SENDER}`],
    ],
  ];

  it.each(cases)('after %s goes once to the right person', async (_, given, expected) => {
    const act = await given();
    expect(await sinceThen(act)).toEqual(expected);
    expect(await sinceThen(() => drain(shop))).toEqual([]);
  });

  it('is there for every step', () => {
    const sent = cases.flatMap(([, , expected]) => expected.map((each) => each.split(' ')[0]));
    expect(new Set(sent)).toEqual(new Set(stepNames));
  });

  it('of a late hand-in goes to both', async () => {
    const made = await deal();
    const ship = await now(shop);
    await later(5);
    const act = () => scan(shop, made, 'picked_up', after(ship, { hours: 1 }));
    expect(await sinceThen(act)).toEqual([`handed_in ${SENDER}`, `shipped ${BUYER}`]);
  });

  it('is not written to somebody without an address', async () => {
    expect(await sinceThen(() => offer(shop))).toEqual([]);
  });

  it('is not written where it has been overtaken', async () => {
    const act = async () => {
      const { id } = await offer(shop, returned());
      await shop.ask('cancelReturn', { path: { return_id: id }, body: {} });
    };
    expect(await sinceThen(act)).toEqual([]);
  });
});

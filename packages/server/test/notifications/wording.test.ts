import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { amsterdam, policyWith } from '../support/requests.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { advanceTo, after, drain, now, offer, pay, rate, reset, resolve } from '../support/shop.ts';
import { allOf, type Mailbox, type Received } from './mailbox.ts';
import { BUYER, type Office, openOffice, returned, SENDER, title } from './people.ts';

describe('what a message says', () => {
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
  const later = async (days: number) => advanceTo(shop, after(await now(shop), { days }));

  it('about money back says how much', async () => {
    await reset(shop, policyWith({ shipping: { on_loss: 'refund' } }));
    const { forward_id } = await office.handedIn();
    mailbox.clear();
    await shop.ask('reportLost', { path: { forward_id }, body: {} });
    await drain(shop);
    const toBuyer = mailbox.received.find(({ to }) => to.includes(BUYER));
    expect(toBuyer?.mail.text).toMatch(/Je krijgt €\s75,99 terug/);
  });

  it('is never anything about the other one, and said by the retailer', async () => {
    const made = await office.delivered();
    await rate(shop, made, { verdict: 'negative', note: 'Canary rating note' });
    await resolve(shop, made, { outcome: 'release' });
    await pay(shop, made);
    const other = await office.deal();
    await later(6);
    expect(other.forward_id).not.toBe(made.forward_id);
    expect(mailbox.received.length).toBeGreaterThan(8);
    for (const each of mailbox.received) {
      const all = allOf(each);
      if (each.to.includes(SENDER)) expect(all).not.toMatch(/buyer(man|laan)|canary-buyer|Den Haag|2511/i);
      else expect(all).not.toMatch(/sender(sson|straat)|canary-sender|Amsterdam|1015/i);
      expect(all).not.toMatch(/rating note/i);
      expect(each.to).toHaveLength(1);
      expect(each.mail.from).toEqual({ name: 'Example Fashion B.V.', address: 'returns@shop.example' });
      expect(each.mail.to).toHaveLength(1);
      expect([each.mail.cc, each.mail.bcc]).toEqual([undefined, undefined]);
    }
  });

  it('is in the language of the country, in plain text and in HTML', async () => {
    await offer(shop, returned());
    await offer(shop, { ...returned(), ship_from: { ...amsterdam, country: 'BE', email: SENDER } });
    await drain(shop);
    const [dutch, english] = mailbox.received.map(({ mail }) => mail);
    expect(dutch?.subject).toBe('Je kunt kiezen hoe je je artikel retourneert');
    expect(dutch?.text).toContain(title);
    expect(dutch?.html).toContain('<html lang="nl">');
    expect(english?.subject).toBe('You can choose how to return your item');
    for (const mail of [dutch, english]) {
      const paragraphs = mail?.text?.trim().split('\n\n') ?? [];
      expect(mail?.html?.match(/<p>/g)).toHaveLength(paragraphs.length);
    }
  });

  it('has a link that lets its buyer rate, once', async () => {
    await office.delivered();
    const asked = mailbox.received.find(({ mail }) => mail.messageId?.startsWith('<rating.')) as Received;
    const [, token = ''] =
      /https:\/\/shop\.example\/rate\?t=(orf_rating_[\w-]+)/.exec(asked.mail.text ?? '') ?? [];
    expect(asked.mail.html).toContain(token);
    expect(shop.bytesOnDisk().includes(token)).toBe(false);
    const body = { verdict: 'positive' } as const;
    expect((await shop.call('redeemRating', { body }, { token })).status).toBe(201);
    expect((await shop.call('redeemRating', { body }, { token })).status).toBe(401);
  });

  it('has the tracking number for the buyer only', async () => {
    const made = await office.handedIn();
    const query = { party: 'buyer' } as const;
    const { tracking_number = '' } = await shop.ask('getTracking', { path: made, query });
    const of = (address: string) =>
      mailbox.received
        .filter(({ to }) => to.includes(address))
        .map(allOf)
        .join();
    expect(of(BUYER)).toContain(tracking_number);
    expect(of(SENDER)).not.toContain(tracking_number);
  });
});

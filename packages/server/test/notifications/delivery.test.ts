import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appOf, type Composition, compose } from '../../src/compose.ts';
import { readConfig } from '../../src/config.ts';
import type { StoredNotification } from '../../src/notification-ports.ts';
import { isPlainAddress, oneLine } from '../../src/notifications/text.ts';
import { orfProcess, serveProcess, temporaryFolder } from '../support/process.ts';
import { amsterdam, aReturn } from '../support/requests.ts';
import { type Caller, callerOf } from '../support/sandbox.ts';
import { advanceTo, after, drain, list, now, offer, reset } from '../support/shop.ts';
import { type Mailbox, openMailbox } from './mailbox.ts';

const SENDER = 'sender@canary.example';
const returned = (changes = {}) => ({ ship_from: { ...amsterdam, email: SENDER, ...changes } });

describe('what is owed', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let mailbox: Mailbox;
  let server: Composition;
  let shop: Caller;
  const begin = async (settings: Readonly<Record<string, string>> = {}) => {
    const config = readConfig({
      ORF_DATABASE: `${folder.path}/orf.db`,
      ORF_LOG_LEVEL: 'silent',
      ORF_SMTP_URL: mailbox.url,
      ORF_MAIL_FROM: 'returns@shop.example',
      ...settings,
    });
    server = await compose(config, { validateResponses: true });
    shop = callerOf((request) => appOf(server).fetch(request));
  };
  beforeEach(async () => {
    folder = temporaryFolder();
    mailbox = await openMailbox();
    await begin();
    await reset(shop);
    mailbox.clear();
  });
  afterEach(async () => {
    await server.close();
    await mailbox.stop();
    folder.remove();
  });
  const log = (): Promise<StoredNotification[]> => server.store.system.notifications.list('rtl_default', 100);
  const later = async (time: Parameters<typeof after>[1]) => advanceTo(shop, after(await now(shop), time));

  it('is nothing where nobody asked for mail: no connection, no record', async () => {
    await server.close();
    await begin({ ORF_SMTP_URL: '' });
    await list(shop, returned());
    await drain(shop);
    expect([mailbox.connections, await log()]).toEqual([0, []]);
  });

  it('waits while the mail server is down, and comes once when it is back', async () => {
    await mailbox.stop();
    await offer(shop, returned());
    await drain(shop);
    await later({ hours: 2 });
    expect(await log()).toMatchObject([{ status: 'pending', step: 'offer', attempts: 5 }]);
    await mailbox.start();
    await later({ hours: 4 });
    expect(mailbox.received.map(({ to }) => to)).toEqual([[SENDER]]);
    expect(await log()).toMatchObject([{ status: 'sent', next_attempt_at: null }]);
    await later({ hours: 12 });
    expect(mailbox.received).toHaveLength(1);
  });

  it('is tried a bounded number of times', async () => {
    await mailbox.stop();
    await offer(shop, returned());
    for (let day = 0; day < 5; day += 1) await later({ days: 1 });
    expect(await log()).toHaveLength(2);
    for (const { status, next_attempt_at, attempts } of await log()) {
      expect(status).not.toBe('sent');
      expect(attempts).toBeLessThanOrEqual(9);
      if (status !== 'pending') expect(next_attempt_at).toBeNull();
    }
    for (let day = 0; day < 5; day += 1) await later({ days: 1 });
    expect((await log()).map(({ status }) => status)).not.toContain('pending');
  });

  it('survives the end of the server, and carries its record’s own Message-ID', async () => {
    mailbox.refuse = () => 451;
    await offer(shop, returned());
    await drain(shop);
    await server.close();
    mailbox.refuse = undefined;
    await begin();
    await later({ hours: 1 });
    const [entry] = await log();
    expect(mailbox.received.map(({ mail }) => mail.messageId)).toEqual([`<${entry?.id}@shop.example>`]);
    expect(entry).toMatchObject({ status: 'sent', attempts: 2 });
  });

  it('is given up where the mail server will never take it', async () => {
    mailbox.refuse = () => 550;
    await offer(shop, returned());
    await drain(shop);
    expect(await log()).toMatchObject([{ status: 'failed', reason: 'EENVELOPE 550', attempts: 1 }]);
  });

  it('does not wait for one that is refused', async () => {
    mailbox.refuse = (address) => (address.startsWith('nobody') ? 550 : undefined);
    await offer(shop, returned({ email: 'nobody@canary.example' }));
    await offer(shop, returned());
    await drain(shop);
    expect(mailbox.received.map(({ to }) => to)).toEqual([[SENDER]]);
  });

  it('is not old news: what happened before mail was asked for stays unsaid', async () => {
    await server.close();
    await begin({ ORF_SMTP_URL: '', ORF_DATABASE: `${folder.path}/other.db` });
    await reset(shop);
    await offer(shop, returned());
    await server.close();
    await begin({ ORF_DATABASE: `${folder.path}/other.db` });
    await drain(shop);
    expect(await log()).toEqual([]);
    await offer(shop, returned());
    await drain(shop);
    expect(mailbox.received).toHaveLength(1);
  });

  it('is not sent to somebody whose data was destroyed', async () => {
    mailbox.refuse = () => 451;
    const { id } = await offer(shop, returned());
    await drain(shop);
    await server.store.command('rtl_default', (unit) => unit.vault.shred(id));
    mailbox.refuse = undefined;
    await later({ hours: 1 });
    expect(mailbox.received).toEqual([]);
    expect(await log()).toMatchObject([{ status: 'dropped', reason: 'no_address' }]);
  });

  const nasty = 'Eve\r\nBcc: victim@canary.example\r\n\r\n<script>alert(1)</script>\u202e';

  it.each([
    ['a name', () => ({ ...returned({ name: nasty.slice(0, 100) }) })],
    ['a title', () => ({ ...returned(), product: { ...aReturn().product, title: nasty } })],
    ['a number', () => ({ ...returned(), external_id: nasty.slice(0, 100) })],
  ])('cannot be turned into something else by %s', async (_, changes) => {
    const answer = await shop.call('createReturn', { body: aReturn(changes()) });
    if (answer.status !== 201) {
      // Refused at the door is as good.
      expect(answer.status).toBe(422);
      return;
    }
    await drain(shop);
    const [received] = mailbox.received;
    expect(received?.to).toEqual([SENDER]);
    expect(received?.mail.bcc).toBeUndefined();
    expect(received?.raw).not.toMatch(/^Bcc:/im);
    expect(received?.mail.html).not.toContain('<script');
    expect(received?.mail.html).toContain('&lt;script');
    expect(received?.mail.text).not.toContain('\u202e');
  });

  it.each(['a@b.example, victim@canary.example', '"x" <victim@canary.example>', 'a@b@c.example'])(
    'goes to no other address: %s',
    async (email) => {
      const answer = await shop.call('createReturn', { body: aReturn(returned({ email })) });
      await drain(shop);
      expect(mailbox.received).toEqual([]);
      if (answer.status === 201) expect(await log()).toMatchObject([{ reason: 'address_refused' }]);
    },
  );
});

describe('a server with mail', { timeout: 60_000 }, () => {
  it('names nobody in its log, and stops at once', async () => {
    const folder = temporaryFolder();
    const mailbox = await openMailbox();
    mailbox.refuse = () => 451;
    const env = {
      ORF_DATABASE: `${folder.path}/orf.db`,
      PORT: '0',
      ORF_LOG_LEVEL: 'trace',
      ORF_SMTP_URL: mailbox.url,
      ORF_MAIL_FROM: 'returns@shop.example',
    };
    const server = await serveProcess(env);
    try {
      const shop = callerOf((request) => fetch(request), server.url);
      await offer(shop, { ...returned(), external_id: 'mail-1' });
      await expect.poll(() => server.stderr(), { timeout: 20_000 }).toContain('"code":"EENVELOPE 451"');
      expect(server.stderr()).toContain('"step":"offer"');
      expect(server.stderr()).not.toMatch(/canary|Jansen|no mailbox/);
      const shown = await orfProcess(['notifications', 'log'], env);
      expect(shown.stdout).toMatch(/offer +pending +attempts 1 +evt_/);
      expect(shown.stdout).not.toMatch(/canary|Jansen/);
    } finally {
      expect(await server.stop()).toMatchObject({ code: 0 });
      await mailbox.stop();
      folder.remove();
    }
  });

  it('answers while the mail server says nothing, and ends all the same', async () => {
    const folder = temporaryFolder();
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const server = await serveProcess({
      ORF_DATABASE: `${folder.path}/orf.db`,
      PORT: '0',
      ORF_SMTP_URL: `smtp://127.0.0.1:${(silent.address() as AddressInfo).port}`,
      ORF_MAIL_FROM: 'returns@shop.example',
    });
    try {
      const shop = callerOf((request) => fetch(request), server.url);
      const connected = once(silent, 'connection');
      await offer(shop, { ...returned(), external_id: 'mail-2' });
      await connected;
      expect(await offer(shop, { ...returned(), external_id: 'mail-3' })).toMatchObject({
        status: 'offered',
      });
    } finally {
      expect(await server.stop()).toMatchObject({ code: 0 });
      silent.close();
      folder.remove();
    }
  });
});

describe('a line of somebody else’s words', () => {
  it('is one short line, whatever they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const line = oneLine(text);
        expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u);
        expect([...line].length).toBeLessThanOrEqual(121);
        expect(line).toBe(line.trim());
      }),
    );
  });

  it.each(['Zoë Müller-O’Neill', '李小龍', 'Wrap dress, red, M (2 pcs)'])('leaves %s as it is', (text) => {
    expect(oneLine(text)).toBe(text);
  });
});

describe('an address', () => {
  it.each([
    ['a.jansen+returns@mail.example', true],
    ['o_neill@xn--bcher-kva.example', true],
    ['zoë@bücher.example', true],
    ['a@b.example\r\nBcc: x@y.example', false],
    ['a@b.example,x@y.example', false],
    ['a@b@c.example', false],
    ['"a b"@c.example', false],
    ['<a@b.example>', false],
    ['a@-b.example', false],
    ['a@b..example', false],
    ['a', false],
    ['@b.example', false],
  ])('%j is plain: %s', (address, plain) => {
    expect(isPlainAddress(address)).toBe(plain);
  });
});

import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { verifyWebhook, WebhookError, type WebhookEvent } from '../src/webhook.ts';

interface Case<Input, Expected> {
  readonly name: string;
  readonly input: Input;
  readonly expected: Expected;
}
interface Message {
  readonly secrets: readonly string[];
  readonly now: string;
  readonly tolerance_seconds: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
interface Signing {
  readonly secret: string;
  readonly id: string;
  readonly timestamp: number;
  readonly body: string;
}

function vectors<Input, Expected>(name: string): Case<Input, Expected>[] {
  const file = new URL(`../../../spec/vectors/webhooks/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')).cases;
}

const accepted = vectors<Message, { event_id: string; type: string }>('accepted');
const refused = vectors<Message, { error: string }>('refused');
const signatures = vectors<Signing, { signature: string }>('signatures');

function verify({ secrets, now, tolerance_seconds, headers, body }: Message): Promise<WebhookEvent> {
  return verifyWebhook({ headers, body }, secrets, {
    now: new Date(now),
    toleranceSeconds: tolerance_seconds,
  });
}

const first = accepted[0]?.input;
if (first === undefined) throw new Error('there are no vectors');
const whole: Message = first;

describe('the vectors of the standard', () => {
  test.each(accepted)('taken: $name', async ({ input, expected }) => {
    const { id, type } = await verify(input);
    expect({ event_id: id, type }).toEqual(expected);
  });

  test.each(refused)('refused: $name', async ({ input, expected }) => {
    await expect(verify(input)).rejects.toMatchObject({ name: 'WebhookError', code: expected.error });
  });

  test.each(signatures)('the published library signs the same: $name', ({ input, expected }) => {
    const { secret, id, timestamp, body } = input;
    expect(new Webhook(secret).sign(id, new Date(timestamp * 1000), body)).toBe(expected.signature);
  });
});

test('whatever the published library signs now is taken, and no flipped bit of it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ minLength: 24, maxLength: 64 }),
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.nat(),
      async (bytes, title, place) => {
        const secret = `whsec_${Buffer.from(bytes).toString('base64')}`;
        const event = { ...JSON.parse(whole.body), title };
        const body = Buffer.from(JSON.stringify(event));
        const sent = new Date();
        const headers = {
          'webhook-id': event.id,
          'webhook-timestamp': String(Math.floor(sent.getTime() / 1000)),
          'webhook-signature': new Webhook(secret).sign(event.id, sent, body),
        };
        expect(await verifyWebhook({ headers, body }, secret)).toEqual(JSON.parse(body.toString()));
        const changed = Buffer.from(body);
        const at = place % body.length;
        changed[at] = (changed[at] ?? 0) ^ 1;
        await expect(verifyWebhook({ headers, body: changed }, secret)).rejects.toMatchObject({
          code: 'bad_signature',
        });
      },
    ),
    { numRuns: 50 },
  );
});

describe('what frameworks hand over', () => {
  const options = { now: new Date(whole.now) };
  const bytes = new TextEncoder().encode(whole.body);

  test.each([
    [
      'a Request',
      () => new Request('https://a.example', { method: 'POST', headers: whole.headers, body: whole.body }),
    ],
    ['Headers and text', () => ({ headers: new Headers(whole.headers), body: whole.body })],
    [
      "Node's headers and a Buffer",
      () => ({ headers: whole.headers as IncomingHttpHeaders, body: Buffer.from(bytes) }),
    ],
    [
      'headers in lists',
      () => ({
        headers: Object.fromEntries(Object.entries(whole.headers).map(([k, v]) => [k, [v]])),
        body: bytes.buffer,
      }),
    ],
  ])('%s', async (_, received) => {
    expect((await verifyWebhook(received(), whole.secrets, options)).type).toBe('listing.opened');
  });

  test('bytes that are no UTF-8 are malformed, though they are signed', async () => {
    const body = Buffer.from([0x22, 0xff, 0x22]);
    const signature = new Webhook(whole.secrets[0] ?? '').sign('evt_1', options.now, body);
    const headers = { ...whole.headers, 'webhook-id': 'evt_1', 'webhook-signature': signature };
    // The library signs text: these bytes have no text of their own, so that the signature is another one as well.
    await expect(verifyWebhook({ headers, body }, whole.secrets, options)).rejects.toBeInstanceOf(
      WebhookError,
    );
  });

  test.each([[[]], ['whsec_'], ['secret'], ['whsec_!!!'], [['whsec_AAAA', 'x']]])(
    'the secret %j is a mistake of the receiver',
    async (secrets) => {
      await expect(verifyWebhook(whole, secrets, options)).rejects.toBeInstanceOf(TypeError);
    },
  );

  test('a header full of signatures buys no work without end', async () => {
    const [, signature = ''] =
      Object.entries(whole.headers).find(([name]) => name === 'webhook-signature') ?? [];
    const headers = { ...whole.headers, 'webhook-signature': `${'v1,AAAA '.repeat(16)}${signature}` };
    await expect(verifyWebhook({ ...whole, headers }, whole.secrets, options)).rejects.toMatchObject({
      code: 'bad_signature',
    });
  });
});

test('the type tells what the data is', async () => {
  const event = await verify(whole);
  if (event.type !== 'listing.opened') throw new Error(`this is a ${event.type}`);
  expectTypeOf(event.data.ship_from_country).toEqualTypeOf<string>();
  expect(event.data.ship_from_country).toBe('NL');
});

import { request } from 'node:https';
import { afterEach, expect, it } from 'vitest';
import { receiver } from '../src/driver/receiver.ts';

const listening = receiver();
afterEach(() => listening.close());

function posted(url: string, rejectUnauthorized: boolean): Promise<number | string> {
  return new Promise((resolve) => {
    const sent = request(url, { method: 'POST', rejectUnauthorized, agent: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    sent.on('error', (error: Error & { code?: string }) => resolve(error.code ?? error.message));
    sent.end('{}');
  });
}

it('shows a certificate that is well formed, and that whoever checks certificates refuses', async () => {
  const url = await listening.open({ answers: [{ status: 204 }], certificate: 'untrusted' });
  expect(await posted(url, true)).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
  expect(listening.received(url)).toHaveLength(0);
  expect(await posted(url, false)).toBe(204);
  expect(listening.received(url)).toHaveLength(1);
});

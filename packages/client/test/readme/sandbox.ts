import { createTestControl } from '@open-return-forwarding/client/test-control';

const sandbox = createTestControl({ baseUrl: 'http://localhost:8787', token: 'the secret of the sandbox' });

export async function passTwoDays(): Promise<void> {
  await sandbox.advanceClock({ body: { seconds: 2 * 24 * 60 * 60 } });
}

import { writeFile } from 'node:fs/promises';
import { createClient, type PolicySettings } from '@open-return-forwarding/client';

const orf = createClient({ baseUrl: 'http://localhost:8787', token: 'orf_test_sandbox' });

export async function replacePolicy(settings: PolicySettings): Promise<number> {
  const { etag = '' } = await orf.withResponse.getPolicy();
  const { version } = await orf.updatePolicy({ ifMatch: etag, body: settings });
  return version;
}

export async function saveLabel(forward_id: string): Promise<void> {
  await writeFile('label.pdf', await orf.getLabelDocument({ path: { forward_id, format: 'pdf' } }));
}

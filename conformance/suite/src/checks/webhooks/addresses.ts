import type { Check } from '../../run/check.ts';
import { oneOf, problem, status } from '../../run/claim.ts';
import { hookCheck } from '../../stage/hooks.ts';
import { fresh } from '../../stage/stage.ts';

/** Where a provider must not call, in many ways to write it; loopback and http are a sandbox's own right. */
const REFUSED = [
  'https://10.0.0.1/hook',
  'https://10.255.255.255/hook',
  'https://172.16.0.1/hook',
  'https://172.31.255.255/hook',
  'https://192.168.1.1/hook',
  'https://100.64.0.1/hook',
  'https://169.254.169.254/latest/meta-data',
  'https://192.0.2.1/hook',
  'https://198.51.100.7/hook',
  'https://203.0.113.9/hook',
  'https://198.18.0.1/hook',
  'https://224.0.0.1/hook',
  'https://240.0.0.1/hook',
  'https://255.255.255.255/hook',
  'https://0x0a000001/hook',
  'https://0x0a.0.0.1/hook',
  'https://012.0.0.1/hook',
  'https://167772161/hook',
  'https://10.1/hook',
  'https://10.0.1/hook',
  'https://2852039166/hook',
  'https://[fc00::1]/hook',
  'https://[fe80::1]/hook',
  'https://[ff02::1]/hook',
  'https://[2001:db8::1]/hook',
  'https://[2002:a00:1::]/hook',
  'https://[::ffff:10.0.0.1]/hook',
  'https://[::ffff:a00:1]/hook',
  'https://[64:ff9b::10.0.0.1]/hook',
  'https://router/hook',
  'https://nas.local/hook',
  'https://db.internal/hook',
  'https://printer.lan/hook',
  'https://gateway.home.arpa/hook',
  'https://hidden.onion/hook',
  'https://user:password@hooks.example.com/orf',
  'https://hooks.example.com/orf#part',
];

/** No URI at all to a strict reader: such a one may say so instead. */
const STRANGE = ['https://０１０.0.0.1/hook', 'https://10。0。0。1/hook'];

export const checks: readonly Check[] = [
  hookCheck({
    id: 'webhooks.addresses',
    title: 'A URL that leads into a private network is refused, however it is written',
    requirements: ['ORF-WHK-016'],
    run: async (trial) => {
      await fresh(trial);
      const accepted = await trial.call('createWebhookEndpoint', {
        body: { url: 'https://hooks.example.com/orf' },
      });
      trial.must('ORF-WHK-016', status(accepted, 201));
      for (const url of REFUSED) {
        const refused = await trial.call('createWebhookEndpoint', { body: { url } });
        trial.judge('ORF-WHK-016', problem(refused, 'address_refused', 422));
      }
      for (const url of STRANGE) {
        const refused = await trial.call('createWebhookEndpoint', { body: { url } });
        trial.judge(
          'ORF-WHK-016',
          status(refused, 422),
          oneOf(refused, '/code', ['address_refused', 'invalid_body']),
        );
      }
    },
  }),
];

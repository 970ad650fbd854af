import { at } from '../../contract/documents.ts';
import type { Check } from '../../run/check.ts';
import { fact, problem, status } from '../../run/claim.ts';
import { arrived, hookCheck, openHook, TAKEN } from '../../stage/hooks.ts';
import { START, secondsAfter } from '../../stage/messages.ts';
import { advance, fresh, startReturn } from '../../stage/stage.ts';

const SECRET = /^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/;

export const checks: readonly Check[] = [
  hookCheck({
    id: 'webhooks.secret-once',
    title: 'A secret is shown in the answer that makes it, and in no other',
    requirements: ['ORF-WHK-001'],
    run: async (trial) => {
      await fresh(trial);
      const hook = await openHook(trial);
      trial.must(
        'ORF-WHK-001',
        fact('the creating answer shows a secret', SECRET.test(hook.secret), { actual: typeof hook.secret }),
      );
      const path = { endpoint_id: hook.endpoint_id };
      const rotated = await trial.call('rotateWebhookSecret', { path, body: { overlap_hours: 24 } });
      const next = String(at(rotated.json, '/secret'));
      trial.must(
        'ORF-WHK-001',
        fact(
          'a rotation shows the new secret alone',
          SECRET.test(next) && !rotated.text.includes(hook.secret),
          {
            actual: 'another answer',
            reply: rotated,
          },
        ),
      );
      const readings = [
        await trial.call('getWebhookEndpoint', { path }),
        await trial.call('listWebhookEndpoints'),
        await trial.call('updateWebhookEndpoint', { path, body: { description: 'Books' } }),
        await trial.call('listDeliveries', { path }),
      ];
      for (const reply of readings) {
        trial.need('the endpoint can be read', status(reply, 200));
        const shows = [hook.secret, next].some((secret) => reply.text.includes(secret));
        trial.must('ORF-WHK-001', fact('no secret is shown again', !shows, { actual: 'a secret', reply }));
      }
    },
  }),
  {
    ...hookCheck({
      id: 'webhooks.identifiers-need-the-scope',
      title: 'Who may not see references cannot have them sent',
      requirements: ['ORF-WHK-002'],
      run: async (trial) => {
        await fresh(trial);
        const url = await trial.listen({ answers: [TAKEN] });
        const body = { url, include_identifiers: true };
        const credential = 'without_identifiers';
        const refused = await trial.call('createWebhookEndpoint', { body, credential });
        trial.must('ORF-WHK-002', problem(refused, 'missing_scope', 403));
        const without = await trial.call('createWebhookEndpoint', { body: { url }, credential });
        trial.must('ORF-WHK-002', status(without, 201));
        const hook = await openHook(trial, [TAKEN], { body: { include_identifiers: true } });
        const path = { endpoint_id: hook.endpoint_id };
        const moved = await trial.call('updateWebhookEndpoint', { path, body: { url }, credential });
        trial.must('ORF-WHK-002', problem(moved, 'missing_scope', 403));
        trial.must(
          'ORF-WHK-002',
          status(await trial.call('updateWebhookEndpoint', { path, body: { url } }), 200),
        );
      },
    }),
    needs: ['test_control', 'credential:all_scopes', 'receiver', 'credential:without_identifiers'],
  },
  hookCheck({
    id: 'webhooks.deleted',
    title: 'A deleted endpoint gets no further attempt; the one beside it does',
    requirements: ['ORF-WHK-003'],
    run: async (trial) => {
      await fresh(trial);
      const down = [{ status: 500 }];
      const deleted = await openHook(trial, down);
      const kept = await openHook(trial, down);
      await startReturn(trial);
      const before = (await arrived(trial, deleted, 2)).length;
      const path = { endpoint_id: deleted.endpoint_id };
      trial.need('deleteWebhookEndpoint', status(await trial.call('deleteWebhookEndpoint', { path }), 204));
      await advance(trial, { to: secondsAfter(START, 7 * 3600) });
      const others = await arrived(trial, kept, before + 1);
      trial.need(
        'the endpoint that stays is tried again',
        fact('more attempts', others.length > before, { actual: others.length }),
      );
      const after = (await trial.collect(deleted.url)).length;
      trial.must(
        'ORF-WHK-003',
        fact('no attempt after the deletion', after === before, { actual: `${after - before} more` }),
      );
    },
  }),
];

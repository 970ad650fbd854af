import { at } from '../../contract/documents.ts';
import type { Check } from '../../run/check.ts';
import { type Claim, fact, header, member, problem, same, status } from '../../run/claim.ts';
import type { Reply } from '../../run/reply.ts';
import type { Trial } from '../../run/trial.ts';
import { declares } from '../../stage/everything.ts';
import { changed } from '../../stage/messages.ts';
import { policyCheck } from '../../stage/shapes.ts';
import { fresh, succeeds } from '../../stage/stage.ts';

const settings = (trial: Trial, share_bp: number) => changed(trial.around.policy, { rollout: { share_bp } });

/** The policy in force, as its reader sees it. */
function read(trial: Trial): Promise<Reply> {
  return trial.call('getPolicy');
}

function put(trial: Trial, tag: string | undefined, share_bp: number): Promise<Reply> {
  const headers: Record<string, string> = tag === undefined ? {} : { 'if-match': tag };
  return trial.call('updatePolicy', { body: settings(trial, share_bp), headers });
}

function tagOf(trial: Trial, reply: Reply): string {
  const tag = reply.headers.etag;
  trial.need('an ETag', { holds: tag !== undefined, expected: 'header ETag', actual: 'none' });
  return tag ?? '';
}

function differs(tag: string, reply: Reply): Claim {
  return fact('another ETag', reply.headers.etag !== undefined && reply.headers.etag !== tag, {
    actual: reply.headers.etag,
    reply,
  });
}

const changing = policyCheck({
  id: 'requests.tags.change',
  title: 'An ETag changes with what it stands for',
  requirements: ['ORF-GEN-033'],
  run: async (trial) => {
    await fresh(trial);
    const tag = tagOf(trial, await read(trial));
    trial.judge('ORF-GEN-033', header(await read(trial), 'ETag', tag));
    trial.need('updatePolicy', status(await put(trial, tag, 9000), 200));
    trial.judge('ORF-GEN-033', differs(tag, await read(trial)));
    if (declares(trial, 'webhooks')) await ofEndpoints(trial);
  },
});

/** An endpoint, and its tag. */
async function endpoint(trial: Trial): Promise<{ path: Record<string, string>; before: string }> {
  const url = await trial.listen({ answers: [{ status: 204 }] });
  const made = await trial.call('createWebhookEndpoint', { body: { url } });
  const created = trial.needObject('createWebhookEndpoint', made, 201);
  const path = { endpoint_id: String(at(created, '/endpoint/id')) };
  return { path, before: tagOf(trial, await trial.call('getWebhookEndpoint', { path })) };
}

async function ofEndpoints(trial: Trial): Promise<void> {
  const { path, before } = await endpoint(trial);
  const body = { status: 'paused' };
  const headers = { 'if-match': before };
  await succeeds(trial, 'updateWebhookEndpoint', { path, body, headers });
  const after = await trial.call('getWebhookEndpoint', { path });
  trial.judge('ORF-GEN-033', differs(before, after));
}

async function endpointsMatch(trial: Trial): Promise<void> {
  const { path, before } = await endpoint(trial);
  const pause = (tag: string) =>
    trial.call('updateWebhookEndpoint', { path, body: { status: 'paused' }, headers: { 'if-match': tag } });
  trial.judge('ORF-GEN-034', problem(await pause('"nobody-saw-this"'), 'precondition_failed', 412));
  const still = await trial.call('getWebhookEndpoint', { path });
  trial.judge('ORF-GEN-034', member(still, '/status', 'active'));
  trial.judge('ORF-GEN-034', status(await pause(before), 200));
}

const matching = policyCheck({
  id: 'requests.tags.match',
  title: 'Who has not seen the present version changes nothing',
  requirements: ['ORF-GEN-034'],
  run: async (trial) => {
    await fresh(trial);
    const tag = tagOf(trial, await read(trial));
    trial.judge('ORF-GEN-034', problem(await put(trial, undefined, 9000), 'precondition_required', 428));
    trial.judge(
      'ORF-GEN-034',
      problem(await put(trial, '"nobody-saw-this"', 9000), 'precondition_failed', 412),
    );
    trial.judge(
      'ORF-GEN-034',
      member(await read(trial), '/version', 1),
      header(await read(trial), 'ETag', tag),
    );
    trial.judge('ORF-GEN-034', status(await put(trial, tag, 9000), 200));
    trial.judge('ORF-GEN-034', problem(await put(trial, tag, 8000), 'precondition_failed', 412));
    const now = await read(trial);
    trial.judge('ORF-GEN-034', same('the share', at(now.json, '/rollout/share_bp'), 9000));
    if (declares(trial, 'webhooks')) await endpointsMatch(trial);
  },
});

export const checks: readonly Check[] = [changing, matching];

import { at } from '../../contract/documents.ts';
import type { Check } from '../../run/check.ts';
import { fact, oneOf, present, problem, status } from '../../run/claim.ts';
import type { Reply } from '../../run/reply.ts';
import type { Trial } from '../../run/trial.ts';
import { look } from '../../stage/parcels.ts';
import { coreCheck } from '../../stage/shapes.ts';
import {
  carrierReports,
  drain,
  eventually,
  fresh,
  joined,
  type Match,
  matched,
  readUntil,
} from '../../stage/stage.ts';

const RANKS = ['none', 'dropoff_only', 'printed'];

const exposure = coreCheck({
  id: 'labels.exposure',
  title: 'A policy that allows no exposure gets labels that expose nothing, or none at all',
  requirements: ['ORF-LBL-001'],
  run: async (trial) => {
    const { policy } = trial.around;
    const shipping = { ...(policy.shipping as object), maximum_exposure: 'none' };
    const reset = await trial.call('resetSandbox', { body: { policy: { ...policy, shipping } } });
    if (at(reset.json, '/code') === 'policy_conflict') {
      trial.must('ORF-LBL-001', status(reset, 422));
      return;
    }
    await fresh(trial, { policy: { shipping: { maximum_exposure: 'none' } } });
    const match = await joined(trial);
    const path = { forward_id: match.forward_id };
    const settled = ({ status: now }: { status?: unknown }) => now === 'label_issued' || now === 'reverted';
    const forward = await readUntil(trial, { operation: 'getForward', path }, settled);
    const reply = await label(trial, match);
    if (forward.status === 'reverted') {
      trial.must('ORF-LBL-001', status(reply, 404, 409));
      return;
    }
    trial.must(
      'ORF-LBL-001',
      oneOf(reply, '/sender_exposure', ['none']),
      oneOf(reply, '/recipient_exposure', ['none']),
      ...declared(trial, reply),
    );
  },
});

/** What discovery says of the carrier counts as well as what the label says of itself. */
function declared(trial: Trial, reply: Reply) {
  const carriers = at(trial.around.discovery, '/carriers');
  const id = at(reply.json, '/carrier');
  const carrier = (Array.isArray(carriers) ? carriers : []).find((each) => at(each, '/id') === id);
  return ['sender_exposure', 'recipient_exposure'].map((name) => {
    const found = at(carrier, `/${name}`);
    const holds = found !== undefined && RANKS.indexOf(String(found)) === 0;
    return fact(`a carrier whose ${name} in discovery is none`, holds, { actual: found, reply });
  });
}

const validity = coreCheck({
  id: 'labels.validity',
  title: 'A label outlasts the hand-in; that of a reverted forward is voided and its document refused',
  requirements: ['ORF-LBL-005', 'ORF-LBL-006', 'ORF-LBL-007'],
  run: async (trial) => {
    await fresh(trial);
    const match = await matched(trial);
    const forward = await look(trial, match);
    const closes = String(at(forward.json, '/hand_in_closes_at'));
    const reply = await label(trial, match);
    const expires = at(reply.json, '/expires_at');
    trial.judge(
      'ORF-LBL-005',
      fact(`expires_at at ${closes} or later`, Date.parse(String(expires)) >= Date.parse(closes), {
        actual: expires,
        reply,
      }),
    );
    const format = String(at(reply.json, '/formats/0'));
    const path = { forward_id: match.forward_id, format };
    trial.need('the document of a valid label', status(await trial.call('getLabelDocument', { path }), 200));
    const cancelled = await trial.call('cancelReturn', { path: { return_id: match.return_id }, body: {} });
    trial.need('cancelReturn', status(cancelled, 200));
    await drain(trial);
    const after = await eventually(
      () => label(trial, match),
      trial,
      ({ json }) => at(json, '/status') !== 'valid',
    );
    trial.judge('ORF-LBL-007', oneOf(after, '/status', ['void', 'void_requested']));
    const refused = await trial.call('getLabelDocument', { path });
    trial.judge('ORF-LBL-006', problem(refused, 'label_void', 409));
  },
});

const voidConfirmed = coreCheck({
  id: 'labels.voided_later',
  title: 'A void that the carrier confirms later is asked for, and shown once it is confirmed',
  requirements: ['ORF-LBL-006', 'ORF-LBL-007'],
  run: async (trial) => {
    await fresh(trial);
    const change = { ship_from: { street_2: 'SANDBOX VOIDS LATER' } };
    const match = await matched(trial, { return: change });
    const cancelled = await trial.call('cancelOrder', { path: { order_id: match.order_id }, body: {} });
    trial.need('cancelOrder', status(cancelled, 200));
    await drain(trial);
    const asked = await label(trial, match);
    trial.judge(
      'ORF-LBL-007',
      oneOf(asked, '/status', ['void_requested']),
      present(asked, '/voided_at', false),
    );
    const path = { forward_id: match.forward_id, format: String(at(asked.json, '/formats/0')) };
    trial.judge('ORF-LBL-006', problem(await trial.call('getLabelDocument', { path }), 'label_void', 409));
    await carrierReports(trial, { forward_id: match.forward_id, event: 'void_confirmed' });
    const confirmed = await label(trial, match);
    trial.need(
      'a label that is void',
      oneOf(confirmed, '/status', ['void']),
      present(confirmed, '/voided_at'),
    );
    trial.judge('ORF-LBL-006', problem(await trial.call('getLabelDocument', { path }), 'label_void', 409));
  },
});

function label(trial: Trial, { forward_id }: Match): Promise<Reply> {
  return trial.call('getLabel', { path: { forward_id } });
}

export const checks: readonly Check[] = [exposure, validity, voidConfirmed];

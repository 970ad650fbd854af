import { at } from '../../contract/documents.ts';
import type { Check } from '../../run/check.ts';
import { instant, member, present, problem, same, status } from '../../run/claim.ts';
import type { Trial } from '../../run/trial.ts';
import { effectiveTime, eventsOf, typesOf } from '../../stage/events.ts';
import { hoursAfter, secondsAfter } from '../../stage/messages.ts';
import { confirm, delivered, instantOf, look, rate, rated } from '../../stage/parcels.ts';
import { coreCheck } from '../../stage/shapes.ts';
import { advance, fresh, listedReturn, type Match, succeeds } from '../../stage/stage.ts';

const POSTED = { outcome: 'posted', external_ref: 'PAID-1' };
const FAILED = { outcome: 'failed', failure_code: 'card_closed' };

const accepted = coreCheck({
  id: 'refunds.confirmed',
  title: 'A refund that was asked for can fail, and be paid, and be paid after it failed',
  requirements: ['ORF-REF-007'],
  run: async (trial) => {
    await fresh(trial);
    const paid = await rated(trial, 'positive');
    const posted = await confirm(trial, paid, POSTED);
    trial.judge('ORF-REF-007', status(posted, 200), member(posted, '/status', 'posted'));
    const troubled = await rated(trial, 'positive');
    const failed = await confirm(trial, troubled, FAILED);
    trial.judge(
      'ORF-REF-007',
      status(failed, 200),
      member(failed, '/status', 'failed'),
      member(failed, '/failure_code', 'card_closed'),
    );
    const after = await confirm(trial, troubled, POSTED);
    trial.judge(
      'ORF-REF-007',
      status(after, 200),
      member(after, '/status', 'posted'),
      present(after, '/failure_code', false),
    );
  },
});

const refused = coreCheck({
  id: 'refunds.not_confirmed',
  title:
    'A refund that was not asked for, has failed or is paid takes no other confirmation, and stays as it is',
  requirements: ['ORF-REF-008'],
  run: async (trial) => {
    await fresh(trial);
    const match = await delivered(trial);
    await refuses(trial, match, [POSTED, FAILED]);
    trial.need('a rating', status(await rate(trial, match, { verdict: 'negative' }), 201));
    await refuses(trial, match, [POSTED, FAILED]);
    const path = { forward_id: match.forward_id };
    await succeeds(trial, 'resolveHold', { path, body: { outcome: 'release' } });
    trial.need('a failure', status(await confirm(trial, match, FAILED), 200));
    await refuses(trial, match, [FAILED]);
    trial.need('a payment', status(await confirm(trial, match, POSTED), 200));
    await refuses(trial, match, [POSTED, FAILED, { ...POSTED, external_ref: 'PAID-2' }]);
    const listed = await listedReturn(trial);
    const refund_id = String(at(listed, '/refund/id'));
    const early = await trial.call('confirmRefund', { path: { refund_id }, body: POSTED });
    trial.judge('ORF-REF-008', problem(early, 'illegal_transition', 409));
  },
});

async function refuses(trial: Trial, match: Match, bodies: readonly object[]): Promise<void> {
  const before = await look(trial, match);
  for (const body of bodies)
    trial.judge('ORF-REF-008', problem(await confirm(trial, match, { ...body }), 'illegal_transition', 409));
  const after = await look(trial, match);
  trial.judge('ORF-REF-008', member(after, '/refund', at(before.json, '/refund')));
}

const reference = coreCheck({
  id: 'refunds.reference',
  title: 'A payment is confirmed with its reference or not at all',
  requirements: ['ORF-REF-009'],
  run: async (trial) => {
    await fresh(trial);
    const match = await rated(trial, 'positive');
    const bare = await confirm(trial, match, { outcome: 'posted' });
    trial.judge(
      'ORF-REF-009',
      problem(bare, 'invalid_body', 422),
      member(bare, '/errors/0/pointer', '/external_ref'),
    );
    trial.judge('ORF-REF-009', member(await look(trial, match), '/refund/status', 'requested'));
    trial.need('the same with a reference', status(await confirm(trial, match, POSTED), 200));
  },
});

const reminded = coreCheck({
  id: 'refunds.reminded',
  title:
    'A refund that is not paid is asked for again after a day, under its own id, and every day after that',
  requirements: ['ORF-REF-010', 'ORF-REF-004'],
  run: async (trial) => {
    await fresh(trial);
    const match = await rated(trial, 'positive');
    const first = await instantOf(trial, match, '/refund/requested_at');
    await advance(trial, { to: secondsAfter(hoursAfter(first, 24), -1) });
    await askedAt(trial, [first]);
    await advance(trial, { to: hoursAfter(first, 24) });
    await askedAt(trial, [first, hoursAfter(first, 24)]);
    await advance(trial, { to: secondsAfter(hoursAfter(first, 48), 1) });
    await askedAt(trial, [first, hoursAfter(first, 24), hoursAfter(first, 48)]);
    const forward = await look(trial, match);
    trial.judge(
      'ORF-REF-010',
      member(forward, '/refund/status', 'requested'),
      instant(forward, '/refund/requested_at', first),
    );
    const failed = hoursAfter(first, 60);
    await advance(trial, { to: failed });
    trial.need('a failure', status(await confirm(trial, match, FAILED), 200));
    await advance(trial, { to: secondsAfter(hoursAfter(failed, 24), -1) });
    trial.judge('ORF-REF-010', member(await look(trial, match), '/refund/status', 'failed'));
    await advance(trial, { to: hoursAfter(failed, 24) });
    trial.judge('ORF-REF-010', member(await look(trial, match), '/refund/status', 'requested'));
    trial.need('a payment', status(await confirm(trial, match, POSTED), 200));
    const before = await eventsOf(trial, { type: 'refund.requested' });
    await advance(trial, { seconds: 50 * 3600 });
    const after = await eventsOf(trial, { type: 'refund.requested' });
    trial.judge('ORF-REF-010', same('requests once it is paid', after.length, before.length));
    const asked = new Set(
      after.map((event) => JSON.stringify([at(event, '/data/id'), at(event, '/data/amount')])),
    );
    trial.judge('ORF-REF-004', same('different ids and amounts asked for', asked.size, 1));
  },
});

async function askedAt(trial: Trial, instants: readonly string[]): Promise<void> {
  const events = await eventsOf(trial, { type: 'refund.requested' });
  const times = events.map(effectiveTime);
  trial.judge(
    'ORF-REF-010',
    same(
      'when it was asked for',
      times,
      instants.map((each) => Date.parse(each)),
    ),
  );
}

const raced = coreCheck({
  id: 'refunds.raced',
  title: 'Payments and ratings that come twice at the same moment have one effect',
  requirements: ['ORF-REF-003'],
  run: async (trial) => {
    await fresh(trial);
    const match = await delivered(trial);
    const { forward_id } = match;
    const rating = () =>
      trial.request('rateForward', { path: { forward_id }, body: { verdict: 'positive' } });
    await trial.race([rating(), rating()]);
    const forward = await look(trial, match);
    trial.need('a refund that was asked for', member(forward, '/refund/status', 'requested'));
    const refund_id = String(at(forward.json, '/refund/id'));
    const payment = (external_ref: string) =>
      trial.request('confirmRefund', { path: { refund_id }, body: { outcome: 'posted', external_ref } });
    const replies = await trial.race([payment('PAID-1'), payment('PAID-2'), payment('PAID-3')]);
    const taken = replies.filter((reply) => reply.status === 200).length;
    trial.judge('ORF-REF-003', same('payments that were taken', taken, 1));
    const events = typesOf(await eventsOf(trial, { subject_id: refund_id }));
    trial.judge(
      'ORF-REF-003',
      same('what happened to the refund', events, ['refund.due', 'refund.requested', 'refund.posted']),
    );
  },
});

export const checks: readonly Check[] = [accepted, refused, reference, reminded, raced];

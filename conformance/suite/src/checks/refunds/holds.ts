import { at } from '../../contract/documents.ts';
import type { Check } from '../../run/check.ts';
import { instant, member, money, problem, same, status } from '../../run/claim.ts';
import type { Reply } from '../../run/reply.ts';
import type { Trial } from '../../run/trial.ts';
import { effectiveTime, eventsOf, ofTypes, typesOf } from '../../stage/events.ts';
import { hoursAfter, secondsAfter } from '../../stage/messages.ts';
import { delivered, instantOf, look, rate, rated } from '../../stage/parcels.ts';
import { coreCheck } from '../../stage/shapes.ts';
import { advance, fresh, type Match } from '../../stage/stage.ts';

const WHOLE = { amount: 4500, currency: 'EUR' };
const PART = { amount: 2000, currency: 'EUR' };
const OF_REFUND = ['refund.held', 'refund.released', 'refund.denied', 'refund.due', 'refund.requested'];

function resolve(trial: Trial, { forward_id }: Match, body: object): Promise<Reply> {
  return trial.call('resolveHold', { path: { forward_id }, body });
}

const held = coreCheck({
  id: 'refunds.held',
  title: 'A negative rating holds a refund that is not due yet',
  requirements: ['ORF-REF-011'],
  run: async (trial) => {
    await fresh(trial);
    const match = await rated(trial, 'negative');
    const forward = await look(trial, match);
    trial.judge(
      'ORF-REF-011',
      member(forward, '/refund/status', 'held'),
      member(forward, '/hold/status', 'open'),
      member(forward, '/hold/cause', 'negative_rating'),
    );
    const events = typesOf(ofTypes(await eventsOf(trial), ...OF_REFUND));
    trial.judge('ORF-REF-011', same('events of the refund', events, ['refund.held']));
  },
});

const review = coreCheck({
  id: 'refunds.review_ends',
  title: 'A hold that nobody resolves releases the whole refund when its review ends, and not before',
  requirements: ['ORF-REF-012', 'ORF-REF-016'],
  run: async (trial) => {
    await fresh(trial);
    const match = await rated(trial, 'negative');
    const opened = await instantOf(trial, match, '/hold/opened_at');
    const ends = hoursAfter(opened, 10 * 24);
    trial.judge('ORF-REF-012', instant(await look(trial, match), '/hold/review_by', ends));
    await advance(trial, { to: secondsAfter(ends, -1) });
    trial.judge('ORF-REF-012', member(await look(trial, match), '/refund/status', 'held'));
    await advance(trial, { to: ends });
    const late = await resolve(trial, match, { outcome: 'deny' });
    trial.judge('ORF-REF-016', problem(late, 'illegal_transition', 409));
    const forward = await look(trial, match);
    trial.judge(
      'ORF-REF-012',
      member(forward, '/refund/status', 'requested'),
      ...money(forward, '/refund/amount', WHOLE),
      member(forward, '/hold/status', 'released'),
      member(forward, '/hold/resolved_by', 'review_deadline'),
      instant(forward, '/hold/resolved_at', ends),
    );
    const [released] = await eventsOf(trial, { type: 'refund.released' });
    trial.judge('ORF-REF-012', same('when it counts from', effectiveTime(released), Date.parse(ends)));
  },
});

const lastSecond = coreCheck({
  id: 'refunds.review_last_second',
  title: 'A finding is taken one second before the review ends',
  requirements: ['ORF-REF-013'],
  run: async (trial) => {
    await fresh(trial);
    const match = await rated(trial, 'negative');
    const ends = await instantOf(trial, match, '/hold/review_by');
    await advance(trial, { to: secondsAfter(ends, -1) });
    trial.judge('ORF-REF-013', status(await resolve(trial, match, { outcome: 'deny' }), 200));
    await advance(trial, { to: secondsAfter(ends, 1) });
    trial.judge('ORF-REF-013', member(await look(trial, match), '/refund/status', 'denied'));
  },
});

interface Finding {
  readonly outcome: string;
  readonly amount?: object;
  readonly paid: { readonly amount: number; readonly currency: string } | undefined;
  readonly hold: string;
}

const FINDINGS: readonly Finding[] = [
  { outcome: 'release', paid: WHOLE, hold: 'released' },
  { outcome: 'reduce', amount: PART, paid: PART, hold: 'reduced' },
  { outcome: 'deny', paid: undefined, hold: 'denied' },
];

const findings = coreCheck({
  id: 'refunds.findings',
  title: 'A finding releases the whole refund, a part of it, or nothing',
  requirements: ['ORF-REF-013'],
  run: async (trial) => {
    await fresh(trial);
    for (const { outcome, amount, paid, hold } of FINDINGS) {
      const match = await rated(trial, 'negative');
      const reply = await resolve(trial, match, { outcome, ...(amount === undefined ? {} : { amount }) });
      trial.judge(
        'ORF-REF-013',
        status(reply, 200),
        member(reply, '/hold/status', hold),
        member(reply, '/hold/resolved_by', 'operator'),
        member(reply, '/refund/status', paid === undefined ? 'denied' : 'requested'),
        ...money(reply, '/refund/amount', paid ?? WHOLE),
      );
      const subject_id = String(at(reply.json, '/refund/id'));
      const events = typesOf(await eventsOf(trial, { subject_id }));
      const ends =
        paid === undefined ? ['refund.denied'] : ['refund.released', 'refund.due', 'refund.requested'];
      trial.judge('ORF-REF-013', same('events of the refund', events, ['refund.held', ...ends]));
    }
  },
});

const amounts = coreCheck({
  id: 'refunds.amounts',
  title: 'A refund is reduced to more than nothing and less than the whole, in its own currency',
  requirements: ['ORF-REF-014', 'ORF-REF-015'],
  run: async (trial) => {
    await fresh(trial);
    const match = await rated(trial, 'negative');
    const reduce = (amount: object | undefined) =>
      resolve(trial, match, { outcome: 'reduce', ...(amount === undefined ? {} : { amount }) });
    const beyond = [
      { amount: 0, currency: 'EUR' },
      { amount: -1, currency: 'EUR' },
      { amount: 4500, currency: 'EUR' },
      { amount: 4501, currency: 'EUR' },
      { amount: 2000, currency: 'SEK' },
    ];
    for (const amount of beyond)
      trial.judge('ORF-REF-014', problem(await reduce(amount), 'amount_exceeds_refund', 422));
    const shapeless = [
      await reduce(undefined),
      await resolve(trial, match, { outcome: 'release', amount: WHOLE }),
      await resolve(trial, match, { outcome: 'deny', amount: PART }),
    ];
    for (const reply of shapeless)
      trial.judge(
        'ORF-REF-015',
        problem(reply, 'invalid_body', 422),
        member(reply, '/errors/0/pointer', '/amount'),
      );
    trial.judge('ORF-REF-014', member(await look(trial, match), '/refund/status', 'held'));
    trial.judge('ORF-REF-014', status(await reduce({ amount: 4499, currency: 'EUR' }), 200));
  },
});

const smallest = coreCheck({
  id: 'refunds.smallest_amount',
  title: 'A refund can be reduced to the smallest amount there is',
  requirements: ['ORF-REF-014'],
  run: async (trial) => {
    await fresh(trial);
    const match = await rated(trial, 'negative');
    const reply = await resolve(trial, match, { outcome: 'reduce', amount: { amount: 1, currency: 'EUR' } });
    trial.judge('ORF-REF-014', status(reply, 200), member(reply, '/refund/amount/amount', 1));
  },
});

const none = coreCheck({
  id: 'refunds.no_hold',
  title: 'Where no hold is open there is nothing to resolve',
  requirements: ['ORF-REF-016'],
  run: async (trial) => {
    await fresh(trial);
    const release = { outcome: 'release' };
    const match = await delivered(trial);
    trial.judge('ORF-REF-016', problem(await resolve(trial, match, release), 'illegal_transition', 409));
    trial.need('a rating', status(await rate(trial, match, { verdict: 'negative' }), 201));
    trial.need('an open hold', status(await resolve(trial, match, release), 200));
    trial.judge('ORF-REF-016', problem(await resolve(trial, match, release), 'illegal_transition', 409));
    const content = await rated(trial, 'positive');
    trial.judge('ORF-REF-016', problem(await resolve(trial, content, release), 'illegal_transition', 409));
  },
});

export const checks: readonly Check[] = [held, review, lastSecond, findings, amounts, smallest, none];

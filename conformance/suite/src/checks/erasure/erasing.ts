import { at } from '../../contract/documents.ts';
import type { Check } from '../../run/check.ts';
import { fact, member, present, same, status } from '../../run/claim.ts';
import { erase, lookAtErasure, settledMatch } from '../../stage/erasures.ts';
import { readLog } from '../../stage/log.ts';
import { eligibleReturn, hoursAfter, START } from '../../stage/messages.ts';
import { books, look, lookAtOrder, lookAtReturn } from '../../stage/parcels.ts';
import { profileCheck } from '../../stage/shapes.ts';
import { fresh, listedReturn, placeOrder, startReturn } from '../../stage/stage.ts';

const PENDING = { sku: 'DRESS-2', hold_until: hoursAfter(START, 20) };

const bothRoles = profileCheck('privacy', {
  id: 'erasure.both-roles',
  title: 'A person is erased as sender and as buyer, and nobody else',
  requirements: ['ORF-ERA-001'],
  async run(trial) {
    await fresh(trial);
    const person = trial.unique('person');
    const sent = await startReturn(trial, { consumer: { ref: person } });
    const bought = await placeOrder(trial, { ...PENDING, buyer_ref: person });
    const other = await startReturn(trial, { consumer: { ref: trial.unique('other') } });
    trial.need('eraseConsumer', status(await erase(trial, person), 201));
    const left = await lookAtReturn(trial, { return_id: String(sent.id) });
    const order = await lookAtOrder(trial, { order_id: String(bought.id) });
    const theirs = await lookAtReturn(trial, { return_id: String(other.id) });
    trial.judge('ORF-ERA-001', status(left, 200), present(left, '/consumer/ref', false));
    trial.judge('ORF-ERA-001', status(order, 200), present(order, '/buyer_ref', false));
    trial.judge('ORF-ERA-001', present(theirs, '/consumer/ref'));
  },
});

const openEnds = profileCheck('privacy', {
  id: 'erasure.open-ends',
  title: 'What has no buyer yet goes to the warehouse, and so do orders that wait',
  requirements: ['ORF-ERA-002'],
  async run(trial) {
    await fresh(trial);
    const person = trial.unique('person');
    const offered = await startReturn(trial, { consumer: { ref: person } });
    const listed = await listedReturn(trial, { consumer: { ref: person } });
    const order = await placeOrder(trial, { ...PENDING, buyer_ref: person });
    trial.need('eraseConsumer', status(await erase(trial, person), 201));
    for (const { id } of [offered, listed]) {
      const left = await lookAtReturn(trial, { return_id: String(id) });
      trial.judge(
        'ORF-ERA-002',
        member(left, '/status', 'to_warehouse'),
        member(left, '/route/reason_code', 'withdrawn'),
      );
    }
    const left = await lookAtOrder(trial, { order_id: String(order.id) });
    trial.judge(
      'ORF-ERA-002',
      member(left, '/status', 'warehouse'),
      member(left, '/fulfilment/reason_code', 'not_decided'),
    );
  },
});

const nobody = profileCheck('privacy', {
  id: 'erasure.nobody',
  title: 'A person who is not known is answered for as one who is erased',
  requirements: ['ORF-ERA-005'],
  async run(trial) {
    await fresh(trial);
    const person = trial.unique('person');
    await startReturn(trial, { consumer: { ref: person } });
    trial.need('eraseConsumer', status(await erase(trial, person), 201));
    for (const ref of [person, trial.unique('nobody')]) {
      const reply = await erase(trial, ref);
      trial.judge(
        'ORF-ERA-005',
        status(reply, 201),
        member(reply, '/status', 'done'),
        member(reply, '/redacted', []),
        member(reply, '/waits_for', []),
      );
    }
  },
});

const told = profileCheck('privacy', {
  id: 'erasure.event',
  title: 'One event says what was erased, and not whose',
  requirements: ['ORF-ERA-006'],
  async run(trial) {
    await fresh(trial);
    const person = trial.unique('person');
    const { id } = await startReturn(trial, { consumer: { ref: person } });
    const erasure = trial.needObject('eraseConsumer', await erase(trial, person), 201);
    const { events } = await readLog(trial);
    const of = events.filter(({ type }) => type === 'privacy.redacted');
    const redacted = at(of[0], '/data/redacted');
    trial.judge(
      'ORF-ERA-006',
      same('events of the erasure', of.length, 1),
      same('the id in it', at(of[0], '/data/id'), erasure.id),
      fact('`redacted` names the return', JSON.stringify(redacted ?? []).includes(String(id)), {
        actual: redacted,
      }),
      fact('nothing names the person', !JSON.stringify(of).includes(person), { actual: of[0] }),
    );
  },
});

const gone = profileCheck('privacy', {
  id: 'erasure.gone',
  title: 'Nothing that was erased is shown again: by reading, by the log, by a retry',
  requirements: ['ORF-ERA-007'],
  async run(trial) {
    await fresh(trial);
    const mark = trial.unique('canary');
    const body = eligibleReturn(trial, {
      external_id: `return-${mark}`,
      order_line: { order_ref: `order-${mark}`, line_ref: `line-${mark}` },
      consumer: { ref: mark, segment: `segment-${mark}` },
      reason: { note: `note ${mark}` },
      evidence: [{ kind: 'photo', url: `https://evidence.example/${mark}.jpg`, note: mark }],
    });
    const key = trial.unique('key');
    const created = trial.needObject('createReturn', await trial.call('createReturn', { body, key }), 201);
    trial.need('eraseConsumer', status(await erase(trial, mark), 201));
    const readings = {
      getReturn: await lookAtReturn(trial, { return_id: String(created.id) }),
      listReturns: await trial.call('listReturns'),
      'listReturns by its external id': await trial.call('listReturns', {
        query: { external_id: `return-${mark}` },
      }),
      'the retry of createReturn': await trial.call('createReturn', { body, key }),
    };
    for (const [what, reply] of Object.entries(readings)) {
      const isBare = !JSON.stringify(reply.json ?? '').includes(mark);
      trial.judge(
        'ORF-ERA-007',
        fact(`${what} shows nothing of the person`, isBare, { actual: reply.json, reply }),
      );
    }
    const retried = readings['the retry of createReturn'];
    trial.judge('ORF-ERA-007', status(retried, 201), member(retried, '/id', created.id));
    const { events } = await readLog(trial);
    const isBare = !JSON.stringify(events).includes(mark);
    trial.judge(
      'ORF-ERA-007',
      fact('the log shows nothing of the person', isBare, { actual: events.length }),
    );
  },
});

const kept = profileCheck('privacy', {
  id: 'erasure.books',
  title: 'The books and the states of what is settled stay as they were',
  requirements: ['ORF-ERA-008'],
  async run(trial) {
    await fresh(trial);
    const person = trial.unique('person');
    const match = await settledMatch(trial, person);
    const before = { books: await books(trial, match), forward: await look(trial, match) };
    const erasure = await erase(trial, person);
    trial.need(
      'eraseConsumer',
      status(erasure, 201),
      member(await lookAtErasure(trial, erasure), '/status', 'done'),
    );
    const after = { books: await books(trial, match), forward: await look(trial, match) };
    trial.judge('ORF-ERA-008', same('the settlement', after.books.json, before.books.json));
    for (const pointer of ['/status', '/refund', '/rating_closes_at', '/settlement_id'])
      trial.judge('ORF-ERA-008', member(after.forward, pointer, at(before.forward.json, pointer)));
  },
});

export const checks: readonly Check[] = [bothRoles, openEnds, nobody, told, gone, kept];

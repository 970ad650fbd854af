import { at, isObject, type JsonObject } from '../../contract/documents.ts';
import { fact, present, same, status } from '../../run/claim.ts';
import type { Trial } from '../../run/trial.ts';
import { itemsOf, readLog } from '../../stage/log.ts';
import { acceptingOrder } from '../../stage/messages.ts';
import { confirm, rated } from '../../stage/parcels.ts';
import { scopedCheck } from '../../stage/shapes.ts';
import { advance, fresh, listedReturn, matched, placeOrder, startReturn } from '../../stage/stage.ts';

export const checks = [
  scopedCheck({
    id: 'events.with-the-change',
    title: 'A change is in the log as soon as it can be read, and the log tells nothing that cannot',
    requirements: ['ORF-EVT-001'],
    run: withTheChange,
  }),
  scopedCheck({
    id: 'events.sequence-numbers',
    title: 'The events of a subject are counted from 1 without a gap, also where they happen at once',
    requirements: ['ORF-EVT-003'],
    run: sequenceNumbers,
  }),
  scopedCheck({
    id: 'events.order',
    title: 'Nothing is put before an event that was handed out',
    requirements: ['ORF-EVT-004'],
    run: inOrder,
  }),
  scopedCheck({
    id: 'events.resume',
    title: 'Every page says where to go on, and exactly what was recorded later is found there',
    requirements: ['ORF-EVT-005'],
    run: resume,
  }),
  scopedCheck({
    id: 'events.resume-later',
    title: 'A reader who comes back after a year goes on where it stopped',
    requirements: ['ORF-EVT-006'],
    run: resumeLater,
  }),
];

/** What states an event shows its subject in: the latest event and the object agree. */
async function withTheChange(trial: Trial): Promise<void> {
  await fresh(trial);
  const source = await startReturn(trial);
  const path = { return_id: String(source.id) };
  await agree(trial, { operation: 'getReturn', path });
  trial.need(
    'the choice is taken',
    status(await trial.call('chooseRoute', { path, body: { route: 'forward' } }), 200),
  );
  await agree(trial, { operation: 'getReturn', path });
  const order = trial.needObject(
    'createOrder',
    await trial.call('createOrder', { body: acceptingOrder(trial) }),
    201,
  );
  await agree(trial, { operation: 'getOrder', path: { order_id: String(order.id) } });
  const { forward_id } = await matched(trial);
  await agree(trial, { operation: 'getForward', path: { forward_id } });
  trial.need('the return is cancelled', status(await trial.call('cancelReturn', { path, body: {} }), 200));
  await agree(trial, { operation: 'getReturn', path });
  await agree(trial, { operation: 'getOrder', path: { order_id: String(order.id) } });
}

interface Subject {
  readonly operation: string;
  readonly path: Readonly<Record<string, string>>;
}

/** Between two equal readings of the log, the object shows what its latest event says. */
async function agree(trial: Trial, { operation, path }: Subject): Promise<void> {
  const subject_id = Object.values(path)[0] ?? '';
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const before = await readLog(trial, { subject_id });
    const reply = await trial.call(operation, { path });
    const after = await readLog(trial, { subject_id });
    if (before.events.length !== after.events.length) continue;
    const latest = after.events.at(-1);
    trial.judge('ORF-EVT-001', {
      ...same(
        `status of the latest event of ${operation}`,
        at(latest, '/data/status'),
        at(reply.json, '/status'),
      ),
      step: reply.step,
    });
    return;
  }
}

async function sequenceNumbers(trial: Trial): Promise<void> {
  await fresh(trial);
  const match = await rated(trial, 'positive');
  await confirm(trial, match);
  const { listing_id } = await listedReturn(trial);
  const body = () => acceptingOrder(trial, { listing_id, accepts: [] });
  await trial.race([0, 1, 2, 3].map(() => trial.request('createOrder', { body: body() })));
  const { events } = await readLog(trial);
  trial.need('a log', fact('events', events.length > 20, { actual: events.length }));
  for (const [subject, numbers] of numbersBySubject(events)) {
    const counted = numbers.map((_, index) => index + 1);
    trial.judge('ORF-EVT-003', same(`sequence of ${subject}`, numbers, counted));
  }
}

function numbersBySubject(events: readonly JsonObject[]): Map<string, number[]> {
  const numbers = new Map<string, number[]>();
  for (const event of events) {
    const subject = `${String(at(event, '/subject/kind'))} ${String(at(event, '/subject/id'))}`;
    numbers.set(subject, [...(numbers.get(subject) ?? []), Number(event.sequence)]);
  }
  return numbers;
}

const ids = (events: readonly JsonObject[]) => events.map(({ id }) => String(id));

async function inOrder(trial: Trial): Promise<void> {
  await fresh(trial);
  await matched(trial);
  const early = await readLog(trial);
  const recorded = early.events.map((event) => Date.parse(String(event.recorded_at)));
  trial.judge(
    'ORF-EVT-004',
    same(
      'moments of recording, in order',
      recorded,
      recorded.toSorted((a, b) => a - b),
    ),
  );
  await advance(trial, { seconds: 60 });
  await matched(trial);
  await placeOrder(trial);
  const late = await readLog(trial);
  trial.need(
    'more has happened',
    fact('more events', late.events.length > early.events.length, { actual: late.events.length }),
  );
  trial.judge(
    'ORF-EVT-004',
    same('what was handed out, first', ids(late.events).slice(0, early.events.length), ids(early.events)),
  );
}

async function resume(trial: Trial): Promise<void> {
  await fresh(trial);
  const empty = await trial.call('listEvents', { query: { subject_id: 'nobody-has-this-id' } });
  trial.need('an unknown subject has no events', same('items', at(empty.json, '/items'), []));
  trial.judge('ORF-EVT-005', present(empty, '/resume_cursor'));
  await matched(trial);
  const whole = await readLog(trial);
  for (const limit of [1, 4]) {
    const first = await trial.call('listEvents', { query: { limit } });
    trial.judge('ORF-EVT-005', present(first, '/resume_cursor'));
    const page = itemsOf(isObject(first.json) ? first.json : {});
    const rest = await readLog(trial, { cursor: String(at(first.json, '/resume_cursor')) });
    trial.judge(
      'ORF-EVT-005',
      same('events after a page', ids(rest.events), ids(whole.events).slice(page.length)),
    );
  }
  const nothing = await trial.call('listEvents', { query: { cursor: whole.resume } });
  trial.judge(
    'ORF-EVT-005',
    same('events after the last one', at(nothing.json, '/items'), []),
    present(nothing, '/resume_cursor'),
  );
  await placeOrder(trial);
  const since = await readLog(trial, { cursor: String(at(nothing.json, '/resume_cursor')) });
  const again = await readLog(trial);
  trial.judge(
    'ORF-EVT-005',
    same('events since', ids(since.events), ids(again.events).slice(whole.events.length)),
  );
  trial.need(
    'the order was recorded',
    fact('events', since.events.length > 0, { actual: since.events.length }),
  );
}

const YEAR = 365 * 86_400;

async function resumeLater(trial: Trial): Promise<void> {
  await fresh(trial);
  await startReturn(trial);
  const first = await readLog(trial);
  await advance(trial, { seconds: YEAR });
  await placeOrder(trial);
  const whole = await readLog(trial);
  const reply = await trial.call('listEvents', { query: { cursor: first.resume, limit: 200 } });
  const isKept = whole.events.length > first.events.length && ids(whole.events)[0] === ids(first.events)[0];
  trial.need('the log is kept', fact('the events of a year', isKept, { actual: whole.events.length }));
  trial.must('ORF-EVT-006', status(reply, 200));
  const rest = await readLog(trial, { cursor: first.resume });
  trial.judge(
    'ORF-EVT-006',
    same('events after it', ids(rest.events), ids(whole.events).slice(first.events.length)),
  );
}

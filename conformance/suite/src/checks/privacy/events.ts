import { at, isObject } from '../../contract/documents.ts';
import { leakedWord } from '../../label/leaks.ts';
import type { Check } from '../../run/check.ts';
import { type Claim, fact, same, status } from '../../run/claim.ts';
import type { Trial } from '../../run/trial.ts';
import { eventsOf } from '../../stage/events.ts';
import { BUYERS_WORDS, SENDERS_WORDS } from '../../stage/marks.ts';
import type { Change } from '../../stage/messages.ts';
import { confirm, delivered, rate } from '../../stage/parcels.ts';
import { coreCheck } from '../../stage/shapes.ts';
import { fresh, type Match, startReturn, succeeds } from '../../stage/stage.ts';

const EVIDENCE = {
  kind: 'photo',
  url: SENDERS_WORDS.evidence_url,
  note: SENDERS_WORDS.evidence_note,
};

const personal = coreCheck({
  id: 'privacy.events',
  title: 'No event holds free text, evidence, flags, numbers of the parcel, or the criterion of the consumer',
  requirements: ['ORF-PRV-007'],
  run: async (trial) => {
    await fresh(trial);
    const match = await delivered(trial, { return: { evidence: [EVIDENCE] } });
    const rating = { verdict: 'negative', issues: ['worn'], note: BUYERS_WORDS };
    trial.need('a rating', status(await rate(trial, match, rating), 201));
    const resolution = { outcome: 'release', note: SENDERS_WORDS.note };
    await succeeds(trial, 'resolveHold', { path: { forward_id: match.forward_id }, body: resolution });
    trial.need('a payment', status(await confirm(trial, match), 200));
    const words = [...Object.values(SENDERS_WORDS), ...(await numbersOf(trial, match))];
    const page = await trial.call('listEvents', { query: { limit: 200 } });
    const events = at(page.json, '/items');
    trial.need('events', status(page, 200), {
      holds: Array.isArray(events) && events.length > 0,
      expected: 'what has happened',
      actual: 'no event',
    });
    const word = leakedWord(page.text, words);
    trial.judge('ORF-PRV-007', fact('nothing personal', word === undefined, { actual: word, reply: page }));
    for (const event of Array.isArray(events) ? events : []) trial.judge('ORF-PRV-007', noCriterion(event));
  },
});

async function numbersOf(trial: Trial, { forward_id }: Match): Promise<string[]> {
  const label = await trial.call('getLabel', { path: { forward_id } });
  return ['/tracking_number', '/drop_off_code']
    .map((pointer) => at(label.json, pointer))
    .filter((text) => typeof text === 'string');
}

function noCriterion(event: unknown): Claim {
  const criteria = at(event, '/data/assessment/criteria');
  const found = (Array.isArray(criteria) ? criteria : []).some(
    (each) => isObject(each) && each.criterion === 'consumer',
  );
  const actual = `${String(at(event, '/type'))}${found ? ' with it' : ''}`;
  return fact('an event without the criterion of the consumer', !found, { actual });
}

const REFUSING: Change = { eligibility: { consumer_flags: { wardrobing: 'refuse' } } };

const flagged = coreCheck({
  id: 'privacy.flagged',
  title: 'The events of a return that a flag keeps out show no criterion from which that could be told',
  requirements: ['ORF-PRV-007'],
  run: async (trial) => {
    await fresh(trial, { policy: REFUSING });
    const source = await startReturn(trial, { consumer: { flags: ['wardrobing'] } });
    trial.need('the verdict', same('eligible', at(source, '/assessment/eligible'), false));
    const events = await eventsOf(trial, { subject_id: String(source.id) });
    trial.need('events', fact('events of the return', events.length > 0, { actual: 'no event' }));
    for (const event of events) {
      const shown = at(event, '/data/assessment/criteria') ?? [];
      trial.judge('ORF-PRV-007', same(`the criteria in ${String(event.type)}`, shown, []));
    }
  },
});

export const checks: readonly Check[] = [personal, flagged];

import { at, isObject, type JsonObject } from '../../contract/documents.ts';
import { type Claim, fact, same } from '../../run/claim.ts';
import type { Trial } from '../../run/trial.ts';
import { type Change, hoursAfter, START } from '../../stage/messages.ts';
import { lookAtOrder, rated } from '../../stage/parcels.ts';
import { scopedCheck } from '../../stage/shapes.ts';
import { advance, drain, fresh, listedReturn, matched, placeOrder, read } from '../../stage/stage.ts';
import { probabilitiesHold, thresholdsHold } from './bar.ts';
import {
  candidatesOf,
  isAboveTheBar,
  isBest,
  isRecomputable,
  isRecorded,
  isWorthIt,
  valued,
} from './record.ts';

export const checks = [
  scopedCheck({
    id: 'matching.records',
    title: 'Records show what was chosen and why, and anybody can compute it again',
    requirements: [
      'ORF-MAT-002',
      'ORF-MAT-003',
      'ORF-MAT-004',
      'ORF-MAT-007',
      'ORF-MAT-008',
      'ORF-MAT-010',
      'ORF-MAT-011',
    ],
    run: records,
  }),
  scopedCheck({
    id: 'matching.record-stays',
    title: 'A record is the same whatever happens to its match later',
    requirements: ['ORF-MAT-009'],
    run: recordStays,
  }),
];

/** Figures of an ordinary shop: some orders are better refused, since another buyer is likely to come. */
function ordinary(trial: Trial): Change {
  const { economics, demand } = isObject(trial.around.policy.matching) ? trial.around.policy.matching : {};
  return { matching: { economics, demand } };
}

async function records(trial: Trial): Promise<void> {
  await fresh(trial, { policy: ordinary(trial) });
  const ids = [];
  const first = await rated(trial, 'positive');
  ids.push((await read(trial, 'getForward', { forward_id: first.forward_id })).decision_id);
  await listedReturn(trial);
  await advance(trial, { seconds: 36_000 });
  const second = await listedReturn(trial);
  await listedReturn(trial);
  const changes: Change[] = [
    { ship_to: { country: 'DE', postal_code: '10115' }, offered_price: { amount: 4000 } },
    {},
    { listing_id: second.listing_id, accepts: [] },
    { ship_to: { postal_code: '1012 AB' } },
  ];
  for (const change of changes) ids.push((await placeOrder(trial, change)).decision_id);
  const waiting = await placeOrder(trial, { sku: 'DRESS-2', hold_until: hoursAfter(START, 80) });
  await listedReturn(trial, { product: { sku: 'DRESS-2' } });
  await drain(trial);
  ids.push(at((await lookAtOrder(trial, { order_id: String(waiting.id) })).json, '/decision_id'));
  for (const id of ids) await judge(trial, await decisionOf(trial, id));
}

async function decisionOf(trial: Trial, id: unknown): Promise<JsonObject> {
  trial.need('a record of the decision', fact('a decision_id', typeof id === 'string', { actual: id }));
  return read(trial, 'getDecision', { decision_id: String(id) });
}

function judge(trial: Trial, decision: JsonObject): void {
  trial.judge('ORF-MAT-002', ...isWorthIt(decision));
  trial.judge('ORF-MAT-003', ...isAboveTheBar(decision));
  trial.judge('ORF-MAT-004', ...isBest(decision));
  if (decision.chosen !== undefined) trial.judge('ORF-MAT-007', ...isRecorded(decision));
  for (const candidate of valued(decision)) {
    trial.judge('ORF-MAT-008', ...isRecomputable(candidate));
    trial.judge('ORF-MAT-010', ...arePlacesLarge(candidate));
  }
  trial.judge('ORF-MAT-008', ...isConsistent(decision));
  trial.judge('ORF-MAT-011', ...isAsTheAnnexSays(decision));
}

/** What was chosen is one of the pairs that the record shows. */
function isConsistent(decision: JsonObject): Claim[] {
  const chosen = candidatesOf(decision).filter(({ outcome }) => outcome === 'chosen');
  return [same('pairs that were chosen', chosen.length, decision.chosen === undefined ? 0 : 1)];
}

/** The places of the stage: postal codes are four digits, of which an area of enough addresses has two at most. */
function arePlacesLarge({ components }: JsonObject): Claim[] {
  return ['from_zone', 'to_zone'].map((name) => {
    const zone = String(at(components, `/${name}`));
    const isLarge = /^[A-Z]{2}(-[0-9]{0,2})?$/.test(zone);
    return fact(`${name}: a country, or an area of at least 10,000 addresses`, isLarge, { actual: zone });
  });
}

/** Only who names the reference algorithm decides as it does. */
function isAsTheAnnexSays(decision: JsonObject): Claim[] {
  if (at(decision, '/algorithm/name') !== 'orf-reference') return [];
  const pair = candidatesOf(decision).find(({ outcome }) => outcome === 'chosen');
  const reachable = valued(decision).filter(
    ({ forward_value: value, threshold }) => Number(value) > 0 && Number(value) >= Number(threshold),
  );
  return [
    ...thresholdsHold(decision),
    ...valued(decision).flatMap(probabilitiesHold),
    same('a match exactly where a pair reaches its threshold', pair !== undefined, reachable.length > 0),
    ...valued(decision).map((candidate) => isFar(candidate)),
  ];
}

/** The distance follows from the two zones. */
function isFar({ components }: JsonObject): Claim {
  const [from = '', to = ''] = ['from_zone', 'to_zone'].map((name) => String(at(components, `/${name}`)));
  const within = from === to && from.includes('-') ? 'same_zone' : 'same_country';
  const expected = from.slice(0, 2) === to.slice(0, 2) ? within : 'cross_border';
  return same(`distance from ${from} to ${to}`, at(components, '/distance'), expected);
}

async function recordStays(trial: Trial): Promise<void> {
  await fresh(trial);
  const match = await matched(trial);
  const { decision_id } = await read(trial, 'getForward', { forward_id: match.forward_id });
  const before = await decisionOf(trial, decision_id);
  const cancelled = await trial.call('cancelOrder', { path: { order_id: match.order_id }, body: {} });
  trial.need('the buyer cancels', fact('status 200', cancelled.status === 200, { actual: cancelled.status }));
  await placeOrder(trial);
  await advance(trial, { seconds: 10 * 86_400 });
  const after = await trial.call('getDecision', { path: { decision_id: String(decision_id) } });
  trial.must('ORF-MAT-009', { ...same('the record', after.json, before), step: after.step });
}

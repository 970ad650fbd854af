import { isObject, type JsonObject } from '../../contract/documents.ts';
import { fact, member, oneOf, present, same } from '../../run/claim.ts';
import type { Trial } from '../../run/trial.ts';
import { itemsOf, readLog } from '../../stage/log.ts';
import { type Change, changed, eligibleReturn } from '../../stage/messages.ts';
import { scopedCheck } from '../../stage/shapes.ts';
import { eventually, fresh, startReturn, succeeds } from '../../stage/stage.ts';
import { assessmentIn, criteriaOf, criterion, isComplete, isConsistent, isRouted } from './assessment.ts';

/** Whatever the policy can be asked to allow, allowed. */
const PERMISSIVE: Change = {
  eligibility: {
    excluded_attributes: [],
    allowed_reasons: ['size_too_small', 'style', 'unwanted', 'other'],
  },
};

const NEVER = ['not_as_described', 'wrong_item', 'defective', 'damaged_in_transit', 'unknown'];
const GOODS = ['regulated', 'hygiene_sealed', 'perishable'];

export const checks = [
  scopedCheck({
    id: 'eligibility.reasons-never-forwarded',
    title: 'An item that failed is not forwarded under the most permissive policy',
    requirements: ['ORF-ELI-005'],
    run: async (trial) => {
      await fresh(trial, { policy: PERMISSIVE });
      for (const code of NEVER) await isKeptOut(trial, 'ORF-ELI-005', { reason: { code } });
      await isOffered(trial, 'ORF-ELI-005', { reason: { code: 'other' } });
    },
  }),
  scopedCheck({
    id: 'eligibility.goods-never-forwarded',
    title: 'Regulated, sealed and perishable goods are not forwarded under the most permissive policy',
    requirements: ['ORF-ELI-006'],
    run: async (trial) => {
      await fresh(trial, { policy: PERMISSIVE });
      for (const kind of GOODS) await isKeptOut(trial, 'ORF-ELI-006', { product: { [kind]: true } });
      await isOffered(trial, 'ORF-ELI-006', { product: { regulated: false, fragile: true } });
    },
  }),
  scopedCheck({
    id: 'eligibility.everything-fails',
    title: 'Every criterion is judged, also after one has failed, in a return as in a preview',
    requirements: ['ORF-ELI-001', 'ORF-ELI-002', 'ORF-ELI-003', 'ORF-ELI-004'],
    run: everythingFails,
  }),
  scopedCheck({
    id: 'eligibility.forecast',
    title: 'Demand and value are held against the policy: a worthless forward is never offered',
    requirements: ['ORF-ELI-002', 'ORF-ELI-004'],
    run: forecast,
  }),
  scopedCheck({
    id: 'eligibility.no-consumer-in-params',
    title: 'The figures of an assessment hold no reference, segment or flag of the consumer',
    requirements: ['ORF-ELI-007'],
    run: noConsumer,
  }),
  scopedCheck({
    id: 'eligibility.preview-leaves-nothing',
    title: 'A preview makes no return, listing or event; a return makes one',
    requirements: ['ORF-ELI-008'],
    run: previewLeavesNothing,
  }),
];

async function isKeptOut(trial: Trial, requirement: string, change: Change): Promise<void> {
  const source = await startReturn(trial, change);
  const path = { return_id: String(source.id) };
  const seen = await trial.call('getReturn', { path });
  const choice = await trial.call('chooseRoute', { path, body: { route: 'forward' } });
  trial.judge(
    requirement,
    member(seen, '/status', 'to_warehouse'),
    present(seen, '/offer', false),
    fact(`forwarding refused with ${JSON.stringify(change)}`, choice.status >= 400, {
      actual: choice.status,
      reply: choice,
    }),
  );
}

async function isOffered(trial: Trial, requirement: string, change: Change): Promise<void> {
  const source = await startReturn(trial, change);
  const seen = await trial.call('getReturn', { path: { return_id: String(source.id) } });
  trial.judge(requirement, member(seen, '/status', 'offered'));
}

const WORST: Change = {
  product: { category: 'swimwear', hygiene_sealed: true, season_ends_on: '2027-03-05' },
  condition: { checklist: { undamaged: false } },
  reason: { code: 'unknown' },
  ship_from: { country: 'US', postal_code: '10001' },
};

const WORST_CODES: Readonly<Record<string, string>> = {
  product: 'category_excluded',
  condition: 'check_not_confirmed',
  reason: 'reason_never_forwardable',
  regulatory: 'hygiene_seal',
  consumer: 'flag_refused',
  season: 'season_ending',
  rollout: 'rollout_reason',
  evidence: 'evidence_missing',
  market: 'country_not_served',
  generation: 'first_generation',
};

const FLAGGED: Change = { consumer: { flags: ['wardrobing', 'vip'] } };

async function everythingFails(trial: Trial): Promise<void> {
  const policy = { eligibility: { required_evidence: ['photo'] }, rollout: { reasons: ['style'] } };
  await fresh(trial, { policy });
  const source = await startReturn(trial, { ...WORST, ...FLAGGED });
  const reply = await trial.call('getReturn', { path: { return_id: String(source.id) } });
  const assessment = assessmentIn(reply);
  trial.judge('ORF-ELI-001', ...isComplete(assessment, reply.step));
  trial.judge('ORF-ELI-003', isConsistent(assessment, reply.step));
  trial.judge('ORF-ELI-004', isRouted(assessment, reply.step));
  const codes = Object.fromEntries(
    criteriaOf(assessment)
      .filter(({ criterion: name }) => String(name) in WORST_CODES)
      .map(({ criterion: name, code }) => [name, code]),
  );
  const wanted = Object.entries(WORST_CODES).filter(([name]) => name in codes);
  trial.judge('ORF-ELI-002', same('the codes of the criteria', codes, Object.fromEntries(wanted)));
}

async function forecast(trial: Trial): Promise<void> {
  const loss = {
    matching: {
      economics: {
        by_lane: [],
        forward_leg: { same_zone: 60_000, same_country: 60_000, cross_border: 60_000 },
      },
    },
  };
  await fresh(trial, { policy: loss });
  const worthless = await preview(trial);
  trial.judge('ORF-ELI-002', isJudgedBy(worthless, { name: 'value', figure: 'best_value', from: 1 }));
  trial.judge('ORF-ELI-002', same('outcome of value', criterion(worthless, 'value')?.outcome, 'fail'));
  trial.judge('ORF-ELI-004', same('route_reason', worthless.route_reason, 'value_below_warehouse'));
  await fresh(trial, { policy: { eligibility: { minimum_match_probability_bp: 9999 } } });
  const unlikely = await preview(trial);
  trial.judge(
    'ORF-ELI-002',
    isJudgedBy(unlikely, { name: 'demand', figure: 'match_probability_bp', from: 9999 }),
  );
  trial.judge('ORF-ELI-002', isJudgedBy(unlikely, { name: 'value', figure: 'best_value', from: 1 }));
  trial.judge('ORF-ELI-002', same('outcome of value', criterion(unlikely, 'value')?.outcome, 'pass'));
}

interface Bar {
  readonly name: string;
  readonly figure: string;
  /** From this figure on it passes. */
  readonly from: number;
}

function isJudgedBy(assessment: JsonObject, { name, figure, from }: Bar) {
  const found = criterion(assessment, name);
  const held = isObject(found?.params) ? Number(found.params[figure]) : Number.NaN;
  const outcome = held >= from ? 'pass' : 'fail';
  return fact(`${name} ${outcome} at ${figure} ${held}`, found?.outcome === outcome, { actual: found });
}

async function preview(trial: Trial, change: Change = {}): Promise<JsonObject> {
  const reply = await succeeds(trial, 'checkEligibility', {
    body: changed(previewOf(eligibleReturn(trial)), change),
  });
  return assessmentIn(reply);
}

/** The preview that asks about a return. */
export function previewOf({
  product,
  order_line,
  reason,
  condition,
  consumer,
  ship_from,
  withdrawal,
}: JsonObject): JsonObject {
  const country = isObject(ship_from) ? ship_from.country : undefined;
  const price = isObject(order_line) ? order_line.unit_price : undefined;
  const code = isObject(reason) ? reason.code : undefined;
  return changed(
    {},
    {
      product,
      unit_price: price,
      reason_code: code,
      condition,
      consumer,
      ship_from_country: country,
      withdrawal,
    },
  );
}

async function noConsumer(trial: Trial): Promise<void> {
  const segment = trial.unique('segment');
  const flag = 'canary_mark_of_the_shop';
  const policy = { rollout: { segments: [segment] }, eligibility: { consumer_flags: { [flag]: 'refuse' } } };
  await fresh(trial, { policy });
  const consumers = [{ segment }, { segment, flags: [flag] }, { segment: `${segment}-other` }];
  for (const consumer of consumers) {
    const source = await startReturn(trial, { consumer });
    const reply = await trial.call('getReturn', { path: { return_id: String(source.id) } });
    const words = [segment, flag, String(isObject(source.consumer) ? source.consumer.ref : segment)];
    const told = words.filter((word) => JSON.stringify(criteriaOf(assessmentIn(reply))).includes(word));
    trial.judge(
      'ORF-ELI-007',
      fact('criteria without a word of the consumer', told.length === 0, { actual: told, reply }),
    );
  }
}

async function previewLeavesNothing(trial: Trial): Promise<void> {
  await fresh(trial);
  const before = await readLog(trial);
  await preview(trial);
  const after = await readLog(trial, { cursor: before.resume });
  const returns = await trial.call('listReturns');
  const listings = await trial.call('listListings', { query: { sku: 'DRESS-1' } });
  trial.judge(
    'ORF-ELI-008',
    same('events of a preview', after.events, []),
    member(returns, '/items', []),
    member(listings, '/items', []),
  );
  await startReturn(trial);
  const made = await eventually(
    () => trial.call('listReturns'),
    trial,
    ({ json }) => isObject(json) && itemsOf(json).length > 0,
  );
  trial.need('a return is listed', oneOf(made, '/items/0/status', ['offered']));
}

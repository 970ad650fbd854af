import { at, isObject, type JsonObject } from '../../contract/documents.ts';
import { type Claim, fact, member, problem, same, status } from '../../run/claim.ts';
import type { Reply } from '../../run/reply.ts';
import type { Trial } from '../../run/trial.ts';
import { acceptingOrder, type Change, changed, secondsAfter } from '../../stage/messages.ts';
import { scopedCheck } from '../../stage/shapes.ts';
import { advance, CERTAIN, fresh, listedReturn } from '../../stage/stage.ts';
import { worth } from '../matching/worth.ts';
import { halfEven, least, netOf, rateOf } from './figures.ts';
import { type Outcome, scheduleOf } from './schedule.ts';

/** Prices that fall twice, within one country, so that the schedule follows from few figures. */
const FALLING: Change = {
  discount: {
    strategy: 'window',
    window: { steps: 3, response: { general_bp_per_point: 4000, naming_bp_per_point: 5000 } },
  },
  matching: {
    countries: ['NL'],
    cross_border: [],
    economics: { by_lane: [], by_category: {} },
    demand: { default: { general_per_day: 0.6, naming_per_day: 0.2 }, by_category: {}, by_sku: {} },
  },
};

export const checks = [
  scopedCheck({
    id: 'prices.schedule',
    title: 'The schedule of prices over the window is the one that the policy leads to',
    requirements: ['ORF-PRI-001', 'ORF-PRI-002'],
    run: schedule,
  }),
  scopedCheck({
    id: 'prices.as-scheduled',
    title: 'A listing shows the price of the last step that has begun, and no other',
    requirements: ['ORF-PRI-004'],
    run: asScheduled,
  }),
  scopedCheck({
    id: 'prices.constant',
    title: 'Without a schedule the price stays to the end, whatever comes into force',
    requirements: ['ORF-PRI-004'],
    run: constant,
  }),
  scopedCheck({
    id: 'prices.hold',
    title: 'An order can name a price while it is shown and for the time that it is held, and no other',
    requirements: ['ORF-PRI-006'],
    run: hold,
  }),
];

interface Step {
  readonly from: string;
  readonly price: number;
}

function stepsOf({ json }: Reply): Step[] {
  const steps = at(json, '/price_schedule');
  return (Array.isArray(steps) ? steps : [])
    .filter(isObject)
    .map(({ from, price }) => ({ from: String(from), price: Number(at(price, '/amount')) }));
}

async function falling(trial: Trial): Promise<Reply> {
  await fresh(trial, { policy: FALLING });
  const { listing_id } = await listedReturn(trial, {
    order_line: { unit_price: { amount: 7200, tax_amount: undefined } },
  });
  return look(trial, String(listing_id));
}

function look(trial: Trial, listing_id: string): Promise<Reply> {
  return trial.call('getListing', { path: { listing_id } });
}

async function schedule(trial: Trial): Promise<void> {
  const listing = await falling(trial);
  const policy = changed(changed(trial.around.policy, CERTAIN), FALLING);
  const opens = Date.parse(String(at(listing.json, '/opens_at')));
  const expected = expectedSchedule(
    policy,
    BigInt(Date.parse(String(at(listing.json, '/closes_at'))) - opens),
  );
  const found = stepsOf(listing).map(({ from, price }) => [Date.parse(from) - opens, price]);
  trial.judge('ORF-PRI-001', {
    ...same('steps of the schedule, in milliseconds after the opening', found, expected),
    pointer: '/price_schedule',
    step: listing.step,
  });
  const lowest = Math.min(...stepsOf(listing).map(({ price }) => price));
  trial.judge(
    'ORF-PRI-002',
    fact('no price below 64.80, which is 10 % off', lowest >= 6480, { actual: lowest, reply: listing }),
  );
}

/** The schedule of a dress of 72.00 by the policy alone. */
function expectedSchedule(policy: JsonObject, length: bigint): number[][] {
  const outcomes: Outcome[] = ['same_zone', 'same_country'].map((distance) => ({
    value: matchWorth(policy, distance),
    share: BigInt(Number(at(policy, `/matching/demand/destinations/${distance}_bp`))),
  }));
  const perDay = (kind: string) =>
    BigInt(Math.round(Number(at(policy, `/matching/demand/default/${kind}_per_day`)) * 1e6));
  const steps = scheduleOf({
    discount: policy.discount as JsonObject,
    reference: 7200n,
    length,
    general: { rate: perDay('general'), outcomes },
    naming: { rate: perDay('naming'), outcomes },
    waiting: BigInt(Number(at(policy, '/matching/economics/waiting_cost_per_day'))),
    tax: rateOf(policy, 'NL'),
  });
  return steps.map(({ after, price }) => [Number(after), Number(price)]);
}

/** `X` of a dress of 72.00 without a discount, with the policy's own figures. */
function matchWorth(policy: JsonObject, distance: string): bigint {
  const figure = (name: string) => BigInt(Number(at(policy, `/matching/economics/${name}`)));
  const unit = halfEven(netOf({ amount: 7200 }, policy, 'NL') * figure('unit_cost_bp'), 10_000n);
  const recovery = halfEven(unit * (10_000n - figure('recovery_bp')), 10_000n);
  const older = halfEven(unit * figure('depreciation_bp_per_day') * figure('days_saved'), 10_000n);
  const loss = least(recovery + older, unit);
  const avoided = figure('return_leg') + figure('handling') + figure('outbound') + loss;
  const spent =
    figure(`forward_leg/${distance}`) +
    BigInt(Number(at(policy, '/refund/incentive'))) +
    BigInt(Number(at(policy, '/fees/per_forward')));
  const [good, bad] = [figure('acceptable_rating/acceptable'), figure('acceptable_rating/unacceptable')];
  const day = Number(at(policy, '/shipping/ship_by_days')) - 1;
  return worth({
    handIn: figure(`hand_in_bp_by_day/${day}`),
    acceptable: halfEven(10_000n * good, good + bad),
    advantage: avoided - spent,
    discount: 0n,
    badRatingLoss: figure('bad_rating_loss'),
    missedHandInLoss: figure('missed_hand_in_loss'),
  });
}

function shows(listing: Reply, { price }: Step): Claim[] {
  return [member(listing, '/price/amount', price), member(listing, '/discount/amount', 7200 - price)];
}

async function asScheduled(trial: Trial): Promise<void> {
  const opened = await falling(trial);
  const listing_id = String(at(opened.json, '/id'));
  const steps = stepsOf(opened);
  trial.need(
    'the price falls',
    fact('two steps or more', steps.length > 1, { actual: steps, reply: opened }),
  );
  for (const [index, step] of steps.entries()) {
    const before = steps[index - 1];
    if (before !== undefined)
      await isShownAt(trial, { listing_id, at: secondsAfter(step.from, -1), step: before });
    for (const seconds of before === undefined ? [1] : [0, 1])
      await isShownAt(trial, { listing_id, at: secondsAfter(step.from, seconds), step });
  }
  const last = steps.at(-1);
  await advance(trial, { to: secondsAfter(String(at(opened.json, '/closes_at')), 1) });
  const closed = await look(trial, listing_id);
  if (last !== undefined) trial.judge('ORF-PRI-004', ...shows(closed, last));
  trial.judge('ORF-PRI-004', member(closed, '/price_schedule', at(opened.json, '/price_schedule')));
}

interface Moment {
  readonly listing_id: string;
  readonly at: string;
  readonly step: Step;
}

async function isShownAt(trial: Trial, moment: Moment): Promise<void> {
  await advance(trial, { to: moment.at });
  trial.judge('ORF-PRI-004', ...shows(await look(trial, moment.listing_id), moment.step));
}

async function constant(trial: Trial): Promise<void> {
  await fresh(trial);
  const { listing_id } = await listedReturn(trial);
  const opened = await look(trial, String(listing_id));
  for (const hours of [24, 47, 49, 71, 73]) {
    const moment = secondsAfter(String(at(opened.json, '/opens_at')), hours * 3600);
    await advance(trial, { to: moment });
    const later = await look(trial, String(listing_id));
    trial.judge(
      'ORF-PRI-004',
      member(later, '/price', at(opened.json, '/price')),
      member(later, '/discount', at(opened.json, '/discount')),
    );
  }
}

const HOLD = 60 * 60;

async function hold(trial: Trial): Promise<void> {
  const opened = await falling(trial);
  const listing_id = String(at(opened.json, '/id'));
  const [first, second] = stepsOf(opened);
  if (first === undefined || second === undefined) {
    trial.need('the price falls', same('steps', stepsOf(opened).length, 2));
    return;
  }
  const name = (amount: number, accepts: readonly string[] = []) =>
    trial.call('createOrder', {
      body: acceptingOrder(trial, {
        listing_id,
        accepts,
        offered_price: { amount, tax_amount: undefined },
        ...ABROAD,
      }),
    });
  await advance(trial, { to: secondsAfter(second.from, -1) });
  trial.judge('ORF-PRI-006', problem(await name(second.price), 'price_not_shown', 422));
  trial.judge('ORF-PRI-006', problem(await name(first.price - 1), 'price_not_shown', 422));
  trial.judge('ORF-PRI-006', status(await name(first.price), 201));
  await advance(trial, { to: second.from });
  trial.judge('ORF-PRI-006', status(await name(second.price), 201));
  await advance(trial, { to: secondsAfter(second.from, HOLD - 1) });
  trial.judge('ORF-PRI-006', status(await name(first.price), 201));
  await advance(trial, { to: secondsAfter(second.from, HOLD) });
  trial.judge('ORF-PRI-006', problem(await name(first.price), 'price_not_shown', 422));
  trial.judge('ORF-PRI-006', status(await name(second.price), 201));
}

/** Buyers whom the policy does not serve: naming a price leaves the listing as it is. */
const ABROAD: Change = { ship_to: { country: 'DE', postal_code: '10115' } };

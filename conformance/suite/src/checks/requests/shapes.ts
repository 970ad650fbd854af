import type { Check } from '../../run/check.ts';
import { problem, status } from '../../run/claim.ts';
import { namesPlace } from '../../run/claims-of-errors.ts';
import type { Trial } from '../../run/trial.ts';
import { acceptingOrder, type Change, eligibleReturn, question, START } from '../../stage/messages.ts';
import { coreCheck } from '../../stage/shapes.ts';
import { fresh } from '../../stage/stage.ts';

/** One thing that is wrong with a question, where and of which kinds it may be called; or nothing. */
interface Case {
  readonly change: Change;
  readonly wrong?: readonly [pointer: string, ...kinds: string[]];
}

const product = (change: Change): Change => ({ product: change });
const notified = (notified_at: unknown): Change => ({ withdrawal: { notified_at, basis: 'voluntary' } });

const TYPES: readonly Case[] = [
  { change: {} },
  { change: { reason_code: undefined }, wrong: ['/reason_code', 'missing_member'] },
  { change: product({ sku: undefined }), wrong: ['/product/sku', 'missing_member'] },
  { change: product({ sku: null }), wrong: ['/product/sku', 'wrong_type'] },
  { change: product({ title: null }), wrong: ['/product/title', 'wrong_type'] },
  { change: { unit_price: { amount: '4500' } }, wrong: ['/unit_price/amount', 'wrong_type'] },
  { change: { unit_price: { amount: 4500.5 } }, wrong: ['/unit_price/amount', 'wrong_type'] },
  {
    change: { condition: { checklist: { unworn: 1 } } },
    wrong: ['/condition/checklist/unworn', 'wrong_type'],
  },
  { change: { condition: ['like_new'] }, wrong: ['/condition', 'wrong_type'] },
  { change: { reason_code: 'too_expensive' }, wrong: ['/reason_code', 'not_in_enum'] },
  { change: { reason_code: 'SIZE_TOO_SMALL' }, wrong: ['/reason_code', 'not_in_enum'] },
];

const LENGTHS: readonly Case[] = [
  { change: product({ title: '🙂'.repeat(200), sku: 'S'.repeat(64), weight_grams: 70_000 }) },
  { change: product({ title: '🙂'.repeat(201) }), wrong: ['/product/title', 'too_long'] },
  { change: product({ sku: 'S'.repeat(65) }), wrong: ['/product/sku', 'too_long'] },
  { change: product({ sku: '' }), wrong: ['/product/sku', 'too_short'] },
  { change: product({ weight_grams: 0 }), wrong: ['/product/weight_grams', 'too_small'] },
  { change: product({ weight_grams: 70_001 }), wrong: ['/product/weight_grams', 'too_large'] },
  { change: { ship_from_country: 'nl' }, wrong: ['/ship_from_country', 'bad_pattern', 'bad_format'] },
  {
    change: { consumer: { ref: 'c', flags: ['a', 'a'] } },
    wrong: ['/consumer/flags', 'not_unique'],
  },
  {
    change: { consumer: { ref: 'c', flags: Array.from({ length: 21 }, (_, index) => `f${index}`) } },
    wrong: ['/consumer/flags', 'wrong_count'],
  },
];

const INSTANTS: readonly Case[] = [
  ...[
    '2027-03-01T09:30:00Z',
    '2027-03-01T09:30:00.5Z',
    '2027-03-01T09:30:00.250Z',
    '2024-02-29T23:59:59Z',
  ].map((instant) => ({ change: notified(instant) })),
  ...[
    '2027-03-01T09:30:00+00:00',
    '2027-03-01T09:30:00',
    '2027-03-01t09:30:00Z',
    '2027-03-01T09:30:00z',
    '2027-03-01 09:30:00Z',
    '2027-03-01T09:30:00.2501Z',
    '2027-03-01T09:30Z',
    '2027-02-29T09:30:00Z',
    '2027-04-31T09:30:00Z',
    '2027-03-01T24:00:00Z',
    '2027-03-01T09:30:60Z',
    '2027-13-01T09:30:00Z',
  ].map(
    (instant): Case => ({
      change: notified(instant),
      wrong: ['/withdrawal/notified_at', 'bad_pattern', 'bad_format'],
    }),
  ),
  { change: notified(1_803_893_400), wrong: ['/withdrawal/notified_at', 'wrong_type'] },
  { change: product({ season_ends_on: '2028-02-29' }) },
  {
    change: product({ season_ends_on: '2027-02-29' }),
    wrong: ['/product/season_ends_on', 'bad_pattern', 'bad_format'],
  },
];

async function tried(trial: Trial, cases: readonly Case[]): Promise<void> {
  await fresh(trial);
  for (const { change, wrong } of cases) {
    const reply = await trial.call('checkEligibility', { body: question(change) });
    if (wrong === undefined) trial.judge('ORF-GEN-008', status(reply, 200));
    else trial.judge('ORF-GEN-008', problem(reply, 'invalid_body', 422), namesPlace(reply, ...wrong));
  }
}

function check(id: string, title: string, cases: readonly Case[]): Check {
  return coreCheck({
    id: `requests.shapes.${id}`,
    title,
    requirements: ['ORF-GEN-008'],
    run: (trial) => tried(trial, cases),
  });
}

/** The operations that take a price, with a body whose prices are changed. */
function priced(trial: Trial, price: Change): readonly [operation: string, body: object, pointer: string][] {
  return [
    ['checkEligibility', question({ unit_price: price }), '/unit_price'],
    ['createReturn', eligibleReturn(trial, { order_line: { unit_price: price } }), '/order_line/unit_price'],
    ['createOrder', acceptingOrder(trial, { full_price: price }), '/full_price'],
    ['createOrder', acceptingOrder(trial, { offered_price: price }), '/offered_price'],
  ];
}

export const checks: readonly Check[] = [
  check('types', 'A member of another type or none is refused, by its place and kind', TYPES),
  check('lengths', 'Lengths, figures and patterns hold to the character', LENGTHS),
  check('instants', 'Instants are UTC and written in one way, calendar days are real', INSTANTS),
  coreCheck({
    id: 'requests.shapes.top-level',
    title:
      'A body that is no object is refused as a whole, a whole number may be written with a fraction of nought',
    requirements: ['ORF-GEN-008'],
    run: async (trial) => {
      await fresh(trial);
      for (const body of [[], 'text', 7, null]) {
        const reply = await trial.call('checkEligibility', { body });
        trial.judge('ORF-GEN-008', problem(reply, 'invalid_body', 422), namesPlace(reply, '', 'wrong_type'));
      }
      const request = trial.request('checkEligibility', { body: question() });
      for (const written of ['4500.0', '4.5e3']) {
        const body = { text: JSON.stringify(question()).replace('4500', written) };
        trial.judge('ORF-GEN-008', status(await trial.send({ ...request, body }), 200));
      }
    },
  }),
  coreCheck({
    id: 'requests.shapes.tax',
    title: 'Tax inside an amount is not more than the amount',
    requirements: ['ORF-GEN-013'],
    run: async (trial) => {
      await fresh(trial, { now: START });
      for (const [operation, body, place] of priced(trial, { amount: 4275, tax_amount: 4276 })) {
        const reply = await trial.call(operation, { body });
        trial.judge(
          'ORF-GEN-013',
          problem(reply, 'invalid_body', 422),
          namesPlace(reply, `${place}/tax_amount`, 'too_large'),
        );
      }
      for (const [operation, body] of priced(trial, { amount: 4275, tax_amount: 4275 })) {
        trial.judge('ORF-GEN-013', status(await trial.call(operation, { body }), 200, 201));
      }
    },
  }),
  coreCheck({
    id: 'requests.shapes.currency',
    title: 'Prices are in the currency of the policy',
    requirements: ['ORF-GEN-014'],
    run: async (trial) => {
      await fresh(trial);
      for (const [currency, code] of [
        ['EUR', undefined],
        ['SEK', 'currency_not_configured'],
      ] as const) {
        const price = { currency };
        const asReturn = eligibleReturn(trial, {
          order_line: { unit_price: price },
          resolution: { value: price },
        });
        const asOrder = acceptingOrder(trial, { full_price: price, offered_price: price });
        for (const [operation, body] of [
          ['createReturn', asReturn],
          ['createOrder', asOrder],
        ] as const) {
          const reply = await trial.call(operation, { body });
          trial.judge('ORF-GEN-014', code === undefined ? status(reply, 201) : problem(reply, code, 422));
        }
      }
    },
  }),
];

import { at, isObject, type JsonObject } from '../../contract/documents.ts';
import { type Claim, fact, member, present, same, status } from '../../run/claim.ts';
import type { Reply } from '../../run/reply.ts';
import type { Trial } from '../../run/trial.ts';
import { changed } from '../../stage/messages.ts';
import { scopedCheck } from '../../stage/shapes.ts';
import { CERTAIN, fresh, listedReturn, placeOrder, read, startReturn } from '../../stage/stage.ts';
import { boundsOf } from './figures.ts';

export const checks = [
  scopedCheck({
    id: 'prices.published-cases',
    title: 'Prices and discounts are those of the published cases, and no discount passes its maximum',
    requirements: ['ORF-PRI-001', 'ORF-PRI-002'],
    run: publishedCases,
  }),
  scopedCheck({
    id: 'prices.as-offered',
    title: 'A listing opens with the price and the discount that its offer named',
    requirements: ['ORF-PRI-003'],
    run: asOffered,
  }),
  scopedCheck({
    id: 'prices.tax',
    title: 'The tax in a price is its own, else that of its country, else that of the sender',
    requirements: ['ORF-PRI-005'],
    run: tax,
  }),
];

interface Case {
  readonly name: string;
  readonly input: {
    readonly discount: JsonObject;
    readonly reference_price: JsonObject;
    readonly article: JsonObject;
  };
  readonly expected: JsonObject;
}

/** Brackets that a policy may have: they begin at 0. */
function isPolicy({ input }: Case): boolean {
  return at(input.discount, '/brackets/0/from') === 0;
}

async function publishedCases(trial: Trial): Promise<void> {
  const cases = trial.around.published('vectors/pricing/listing-price.json').cases as unknown as Case[];
  let inForce = '';
  for (const each of cases.filter(isPolicy)) {
    const key = JSON.stringify(each.input.discount);
    if (key !== inForce) {
      const policy = changed(changed(trial.around.policy, CERTAIN), { discount: each.input.discount });
      trial.need(
        `the policy of ${each.name}`,
        status(await trial.call('resetSandbox', { body: { policy } }), 200),
      );
    }
    inForce = key;
    const reply = await trial.call('checkEligibility', { body: question(each) });
    trial.need(`checkEligibility, ${each.name}`, status(reply, 200));
    trial.judge('ORF-PRI-001', ...isPriced(each, reply));
    trial.judge('ORF-PRI-002', isWithinBounds(each, reply));
  }
}

function question({ input: { article, reference_price } }: Case): JsonObject {
  return {
    product: { ...article, reference_price: { ...reference_price, basis: 'current_price' } },
    unit_price: { amount: 3499, currency: 'EUR' },
    reason_code: 'style',
    condition: {
      grade: 'like_new',
      checklist: { unworn: true, complete: true, clean: true, undamaged: true },
    },
    ship_from_country: 'NL',
  };
}

function isPriced({ name, expected }: Case, reply: Reply): Claim[] {
  const { priced, price, discount } = expected;
  if (priced !== true) return [present(reply, '/offer', false)];
  const shown = at(reply.json, '/offer/listing_price');
  const given = at(reply.json, '/offer/discount');
  return [
    { ...same(`${name}: price`, amountIn(shown), price), pointer: '/offer/listing_price', step: reply.step },
    {
      ...same(
        `${name}: discount`,
        [at(given, '/amount'), at(given, '/share_bp')],
        [at(discount, '/amount'), at(discount, '/share_bp')],
      ),
      pointer: '/offer/discount',
      step: reply.step,
    },
  ];
}

function amountIn(money: unknown): unknown {
  return isObject(money) ? { amount: money.amount, currency: money.currency } : money;
}

function isWithinBounds({ name, input }: Case, reply: Reply): Claim {
  const amount = Number(input.reference_price.amount);
  const most = Number(boundsOf(input.discount, BigInt(amount))?.highest ?? 0n);
  const given = at(reply.json, '/offer/discount/amount');
  const holds = given === undefined || Number(given) <= most;
  return fact(`${name}: a discount of ${most} at most`, holds, { actual: given, reply });
}

async function asOffered(trial: Trial): Promise<void> {
  for (const strategy of ['constant', 'window']) {
    const window = { steps: 3, response: { general_bp_per_point: 1000, naming_bp_per_point: 1500 } };
    await fresh(trial, { policy: { discount: { strategy, ...(strategy === 'window' ? { window } : {}) } } });
    const source = await startReturn(trial, { order_line: { unit_price: { amount: 4999 } } });
    const return_id = String(source.id);
    const chosen = await trial.call('chooseRoute', { path: { return_id }, body: { route: 'forward' } });
    trial.need('the choice is taken', status(chosen, 200));
    const listing_id = String((await read(trial, 'getReturn', { return_id })).listing_id);
    const listing = await trial.call('getListing', { path: { listing_id } });
    trial.judge(
      'ORF-PRI-003',
      member(listing, '/price', at(source, '/offer/listing_price')),
      member(listing, '/discount', at(source, '/offer/discount')),
    );
  }
}

interface Taxed {
  readonly full: JsonObject;
  readonly offered: JsonObject;
  /** What the seller gives up without tax: at 21 % in the Netherlands, 19 % in Germany, 20 % in France. */
  readonly given: number;
}

const TAXED: readonly Taxed[] = [
  { full: { amount: 4500 }, offered: { amount: 4275 }, given: 186 },
  { full: { amount: 4500, tax_country: 'DE' }, offered: { amount: 4275, tax_country: 'DE' }, given: 190 },
  { full: { amount: 4500, tax_amount: 300 }, offered: { amount: 4275, tax_amount: 100 }, given: 25 },
  { full: { amount: 4500, tax_amount: 0 }, offered: { amount: 4275 }, given: 967 },
  { full: { amount: 15, tax_country: 'FR' }, offered: { amount: 9, tax_country: 'FR' }, given: 6 },
  { full: { amount: 4500, tax_country: 'US' }, offered: { amount: 4275, tax_country: 'US' }, given: 225 },
];

/** Half of 45.00 without 21 %: a reference price brings no tax of its own, whatever the consumer's receipt says. */
const UNIT_VALUE = 1860;

/** The record of a match shows the discount that it gives, without tax, and what the unit is worth. */
async function tax(trial: Trial): Promise<void> {
  await fresh(trial);
  const bare = { tax_amount: undefined, tax_country: undefined };
  for (const [index, { full, offered, given }] of TAXED.entries()) {
    const sku = `DRESS-${index}`;
    await listedReturn(trial, { product: { sku }, order_line: { unit_price: { tax_amount: 0 } } });
    const prices = { full_price: { ...bare, ...full }, offered_price: { ...bare, ...offered } };
    const order = await placeOrder(trial, { sku, ...prices });
    trial.need('the item is matched', same('status', order.status, 'forward'));
    const reply = await trial.call('getDecision', { path: { decision_id: String(order.decision_id) } });
    trial.judge('ORF-PRI-005', isFigure(reply, 'discount', given), isFigure(reply, 'unit_value', UNIT_VALUE));
  }
}

function isFigure(reply: Reply, name: string, figure: number): Claim {
  return member(reply, `/candidates/0/components/${name}`, figure);
}

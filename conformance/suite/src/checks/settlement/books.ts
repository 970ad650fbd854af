import { at } from '../../contract/documents.ts';
import type { Check } from '../../run/check.ts';
import { type Claim, member, same, status } from '../../run/claim.ts';
import type { Reply } from '../../run/reply.ts';
import type { Trial } from '../../run/trial.ts';
import { hoursAfter, START } from '../../stage/messages.ts';
import { books, confirm, handedIn, notHandedIn, rate, rated, scan } from '../../stage/parcels.ts';
import { coreCheck } from '../../stage/shapes.ts';
import { carrierReports, fresh, type Match, succeeds } from '../../stage/stage.ts';
import { expectedLines, type Figures, postedLines } from './table.ts';

const LEG = 777;

/** Costs of which no two are alike, and parcels that cost the same whatever the zones of a provider are. */
const POLICY = {
  matching: {
    economics: {
      forward_leg: { same_zone: LEG, same_country: LEG, cross_border: LEG },
      by_lane: [],
      by_category: {},
      unit_cost_bp: 5000,
    },
  },
  refund: { incentive: 123 },
  fees: { per_forward: 219 },
};

/** Prices whose taxes are as no rate would make them, since what a price states wins; halves of them end in a half. */
const PRICES = {
  return: {
    order_line: { unit_price: { amount: 4498, currency: 'EUR', tax_amount: 777, tax_country: 'NL' } },
    resolution: { type: 'refund', value: { amount: 4498, currency: 'EUR' } },
  },
  order: {
    full_price: { amount: 4600, currency: 'EUR', tax_amount: 797, tax_country: 'NL' },
    offered_price: { amount: 4290, currency: 'EUR', tax_amount: 743, tax_country: 'NL' },
  },
};

const FIGURES: Figures = {
  sale: { gross: 4498, tax: 777 },
  full: { gross: 4600, tax: 797 },
  due: { gross: 4290, tax: 743 },
  refund: 4498,
  leg: LEG,
  fee: 219,
  incentive: 123,
  unit_cost_bp: 5000,
};

/** An exit: what brings it about, and the causes that its books hold in the end. */
interface Exit {
  readonly id: string;
  readonly title: string;
  readonly policy?: object;
  readonly figures?: Partial<Figures>;
  readonly causes: readonly string[];
  readonly status: 'open' | 'settled';
  reach(trial: Trial): Promise<Match>;
}

const EXITS: readonly Exit[] = [
  {
    id: 'accepted',
    title: 'Books of an item that its buyer keeps',
    causes: ['handed_in', 'refund_requested', 'refund_posted', 'incentive_granted', 'incentive_paid'],
    status: 'settled',
    reach: async (trial) => {
      const match = await rated(trial, 'positive', PRICES);
      trial.need('a payment', status(await confirm(trial, match), 200));
      return match;
    },
  },
  {
    id: 'reduced',
    title: 'Books of a refund that was reduced, its tax in proportion',
    figures: { refund: 2249 },
    causes: ['handed_in', 'refund_requested', 'refund_posted'],
    status: 'settled',
    reach: async (trial) => {
      const match = await held(trial, { outcome: 'reduce', amount: { amount: 2249, currency: 'EUR' } });
      trial.need('a payment', status(await confirm(trial, match), 200));
      return match;
    },
  },
  {
    id: 'denied',
    title: 'Books of a refund that was denied: no fee, no incentive',
    causes: ['handed_in'],
    status: 'settled',
    reach: (trial) => held(trial, { outcome: 'deny' }),
  },
  {
    id: 'lost_from_stock',
    title: 'Books of a parcel that was lost, whose buyer gets another unit',
    causes: ['handed_in', 'refund_requested', 'fee_reversed', 'claim_opened', 'refund_posted'],
    status: 'settled',
    reach: async (trial) => notArrived(trial, 'lost'),
  },
  {
    id: 'lost_money_back',
    title: 'Books of a parcel that was lost, whose buyer gets the money back',
    policy: { shipping: { on_loss: 'refund' } },
    causes: [
      'handed_in',
      'refund_requested',
      'fee_reversed',
      'claim_opened',
      'second_sale_reversed',
      'refund_posted',
      'buyer_refunded',
    ],
    status: 'settled',
    reach: async (trial) => closedAsRefunded(trial, await notArrived(trial, 'lost')),
  },
  {
    id: 'undeliverable',
    title: 'Books of a parcel that goes back to the retailer, and of a buyer who is still owed the money',
    policy: { shipping: { on_loss: 'refund' } },
    causes: ['handed_in', 'refund_requested', 'fee_reversed', 'second_sale_reversed', 'refund_posted'],
    status: 'open',
    reach: async (trial) => notArrived(trial, 'return_to_sender'),
  },
  {
    id: 'stock_gone',
    title: 'Books of a lost parcel whose buyer gets the money back after all, since stock is gone',
    causes: [
      'handed_in',
      'refund_requested',
      'fee_reversed',
      'claim_opened',
      'refund_posted',
      'second_sale_reversed',
      'buyer_refunded',
    ],
    status: 'settled',
    reach: async (trial) => closedAsRefunded(trial, await notArrived(trial, 'lost')),
  },
  {
    id: 'own_figures',
    title: 'Books of a lost parcel of a lane and a category that have figures of their own',
    policy: {
      matching: {
        economics: {
          ...POLICY.matching.economics,
          by_lane: [{ from: 'NL', to: 'NL', forward_leg: { same_zone: 888, same_country: 888 } }],
          by_category: { dresses: { unit_cost_bp: 2500 } },
        },
      },
    },
    figures: { leg: 888, unit_cost_bp: 2500 },
    causes: ['handed_in', 'refund_requested', 'fee_reversed', 'claim_opened', 'refund_posted'],
    status: 'settled',
    reach: async (trial) => notArrived(trial, 'lost'),
  },
  {
    id: 'late',
    title: 'Books of a hand-in that came to light late: no incentive',
    causes: ['handed_in', 'refund_requested', 'refund_posted'],
    status: 'settled',
    reach: async (trial) => lateAndRated(trial, await notHandedIn(trial, LATER)),
  },
];

const LATER = {
  ...PRICES,
  return: { ...PRICES.return, ship_from: { street_2: 'SANDBOX VOIDS LATER' } },
};

async function held(trial: Trial, body: object): Promise<Match> {
  const match = await rated(trial, 'negative', PRICES);
  const path = { forward_id: match.forward_id };
  trial.need('a finding', status(await trial.call('resolveHold', { path, body }), 200));
  return match;
}

async function notArrived(trial: Trial, event: string): Promise<Match> {
  const match = await handedIn(trial, PRICES);
  await carrierReports(trial, { forward_id: match.forward_id, event });
  trial.need('a payment', status(await confirm(trial, match), 200));
  return match;
}

async function closedAsRefunded(trial: Trial, match: Match): Promise<Match> {
  await succeeds(trial, 'closeOrder', { path: { order_id: match.order_id }, body: { outcome: 'refunded' } });
  return match;
}

async function lateAndRated(trial: Trial, match: Match): Promise<Match> {
  const scans = [
    { status: 'picked_up', occurred_at: hoursAfter(START, 1) },
    { status: 'delivered', occurred_at: hoursAfter(START, 2) },
  ];
  for (const each of scans) trial.need('a late scan', status(await scan(trial, match, each), 201));
  trial.need('a rating', status(await rate(trial, match, { verdict: 'positive' }), 201));
  trial.need('a payment', status(await confirm(trial, match), 200));
  return match;
}

function bookOf(exit: Exit): Check {
  return coreCheck({
    id: `settlement.${exit.id}`,
    title: exit.title,
    requirements: ['ORF-SET-006'],
    run: async (trial) => {
      await fresh(trial, { policy: { ...POLICY, ...exit.policy } });
      const match = await exit.reach(trial);
      const reply = await books(trial, match);
      trial.need('the books', status(reply, 200));
      trial.judge('ORF-SET-006', ...lineClaims(reply, { ...FIGURES, ...exit.figures }, exit.causes));
      trial.need('the books of the exit', member(reply, '/status', exit.status));
    },
  });
}

/** One claim per cause, those that ought not to be there among them. */
function lineClaims(reply: Reply, figures: Figures, causes: readonly string[]): Claim[] {
  const posted = postedLines(reply.json);
  const expected = expectedLines(figures, causes);
  const all = new Set([...Object.keys(posted), ...Object.keys(expected)]);
  return [...all].map((cause) => ({
    ...same(`lines of ${cause}`, posted[cause] ?? [], expected[cause] ?? []),
    step: reply.step,
  }));
}

const intercepted = coreCheck({
  id: 'settlement.intercepted',
  title: 'Books of a late parcel whose buyer is served otherwise: no second sale',
  requirements: ['ORF-SET-006'],
  run: async (trial) => {
    await fresh(trial, { policy: POLICY });
    const match = await notHandedIn(trial, LATER);
    await succeeds(trial, 'closeOrder', {
      path: { order_id: match.order_id },
      body: { outcome: 'fulfilled' },
    });
    const picked = { status: 'picked_up', occurred_at: hoursAfter(START, 1) };
    trial.need('a late hand-in', status(await scan(trial, match, picked), 201));
    const reply = await books(trial, match);
    trial.need('the books', status(reply, 200));
    const lines = postedLines(reply.json);
    const expected = { handed_in: [`carrier_cost ${LEG}`, `clearing ${-LEG}`] };
    trial.judge('ORF-SET-006', { ...same('lines', lines, expected), step: reply.step });
    trial.need('no second sale in the pair', {
      ...same('the side of the second sale', at(reply.json, '/pair/second_sale'), undefined),
    });
  },
});

export const checks: readonly Check[] = [...EXITS.map(bookOf), intercepted];

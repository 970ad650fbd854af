import type { JsonObject } from '../../contract/documents.ts';
import type { Check } from '../../run/check.ts';
import { same } from '../../run/claim.ts';
import type { Trial } from '../../run/trial.ts';
import type { Change } from '../../stage/messages.ts';
import { delivered } from '../../stage/parcels.ts';
import { profileCheck } from '../../stage/shapes.ts';
import {
  fresh,
  listedReturn,
  type Match,
  matched,
  placeOrder,
  read,
  startReturn,
} from '../../stage/stage.ts';

const ALLOWED = { allowed: true, maximum_generations: 5, minimum_grade: 'open_box' };

export const checks: readonly Check[] = [
  profileCheck('reforwarding', {
    id: 'reforwarding.generation',
    title: 'An item that is forwarded again is a generation on, and so are its listing and forward',
    requirements: ['ORF-RFW-005'],
    run: generation,
  }),
  profileCheck('reforwarding', {
    id: 'reforwarding.policy',
    title: 'The policy says whether, how often and in which grade an item may be forwarded again',
    requirements: ['ORF-RFW-006'],
    run: policy,
  }),
  profileCheck('reforwarding', {
    id: 'reforwarding.earlier-holders',
    title: 'Nobody gets an item that they have held before, however long ago',
    requirements: ['ORF-RFW-007'],
    run: earlierHolders,
  }),
];

interface Held {
  readonly holder: string;
  readonly match: Match;
}

/** Said of an item by whoever has it now: of one that came by a forward, which one. */
function sentBy(holder: string, from?: Match): Change {
  return {
    consumer: { ref: holder },
    ...(from === undefined ? {} : { forwarded_from: from.forward_id, resolution: undefined }),
  };
}

/** The item of a return goes on to another person. */
async function passOn(trial: Trial, change: Change): Promise<Held> {
  const holder = trial.unique('holder');
  return { holder, match: await delivered(trial, { return: change, order: { buyer_ref: holder } }) };
}

async function generation(trial: Trial): Promise<void> {
  await fresh(trial, { policy: { reforwarding: ALLOWED } });
  const { holder, match: first } = await passOn(trial, {});
  const again = await matched(trial, { return: sentBy(holder, first) });
  const before = await read(trial, 'getForward', { forward_id: first.forward_id });
  const next = Number(before.generation) + 1;
  const shown: readonly [string, JsonObject][] = [
    ['first forward', { ...before, generation: Number(before.generation) + 1 }],
    ['return', await read(trial, 'getReturn', { return_id: again.return_id })],
    ['listing', await read(trial, 'getListing', { listing_id: again.listing_id })],
    ['forward', await read(trial, 'getForward', { forward_id: again.forward_id })],
  ];
  for (const [what, document] of shown)
    trial.judge('ORF-RFW-005', same(`generation of the ${what}`, document.generation, next));
}

async function policy(trial: Trial): Promise<void> {
  const open_box = { condition: { grade: 'open_box' } };
  const cases: readonly { readonly says: Change; readonly returned: Change; readonly eligible: boolean }[] = [
    { says: ALLOWED, returned: open_box, eligible: true },
    { says: { ...ALLOWED, allowed: false }, returned: {}, eligible: false },
    { says: { ...ALLOWED, maximum_generations: 1 }, returned: {}, eligible: false },
    { says: { ...ALLOWED, minimum_grade: 'like_new' }, returned: open_box, eligible: false },
  ];
  for (const { says, returned, eligible } of cases) {
    const open = { eligibility: { minimum_grade: 'open_box' }, reforwarding: says };
    await fresh(trial, { policy: open });
    const { holder, match } = await passOn(trial, {});
    const source = await startReturn(trial, { ...sentBy(holder, match), ...returned });
    const { assessment } = source as { assessment?: { eligible?: unknown } };
    const claim = same(`eligible under ${JSON.stringify(says)}`, assessment?.eligible, eligible);
    if (eligible) trial.need('an item that may be forwarded again', claim);
    else trial.judge('ORF-RFW-006', claim);
  }
}

async function earlierHolders(trial: Trial): Promise<void> {
  await fresh(trial, { policy: { reforwarding: ALLOWED } });
  const first = trial.unique('first');
  const second = await passOn(trial, sentBy(first));
  const third = await passOn(trial, sentBy(second.holder, second.match));
  const { listing_id } = await listedReturn(trial, sentBy(third.holder, third.match));
  for (const buyer_ref of [first, second.holder, third.holder]) {
    for (const named of [{ listing_id }, {}]) {
      const order = await placeOrder(trial, { buyer_ref, ...named });
      trial.judge('ORF-RFW-007', same('status of the order of an earlier holder', order.status, 'warehouse'));
    }
  }
  const other = await placeOrder(trial, {});
  trial.need('anybody else has the item', same('status', other.status, 'forward'));
}

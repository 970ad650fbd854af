import { at } from '../../contract/documents.ts';
import { leakedWord } from '../../label/leaks.ts';
import type { Check } from '../../run/check.ts';
import { fact, problem, status } from '../../run/claim.ts';
import type { Reply } from '../../run/reply.ts';
import type { CallOptions, Trial } from '../../run/trial.ts';
import { LISTS } from '../../stage/everything.ts';
import { BUYER, OWN_MEMBER, SENDER } from '../../stage/marks.ts';
import { acceptingOrder, eligibleReturn } from '../../stage/messages.ts';
import { confirm, delivered, rate, rated } from '../../stage/parcels.ts';
import { coreCheck } from '../../stage/shapes.ts';
import { fresh, type Match } from '../../stage/stage.ts';

const ADDRESSES = [...Object.values(SENDER), ...Object.values(BUYER)];

/** Everything that can be read of a forward and what belongs to it. */
async function everything(trial: Trial, match: Match): Promise<Reply[]> {
  const { return_id, order_id, forward_id, listing_id } = match;
  const forward = await trial.call('getForward', { path: { forward_id } });
  const text = (pointer: string) => String(at(forward.json, pointer));
  const calls: readonly (readonly [string, Readonly<Record<string, string>>, string?])[] = [
    ['getReturn', { return_id }],
    ['getReturnTimeline', { return_id }],
    ['explainReturn', { return_id }, 'consumer'],
    ['explainReturn', { return_id }, 'support'],
    ['explainReturn', { return_id }, 'finance'],
    ['getListing', { listing_id }],
    ['getOrder', { order_id }],
    ['getDecision', { decision_id: text('/decision_id') }],
    ['getLabel', { forward_id }],
    ['getRefund', { refund_id: text('/refund/id') }],
    ['getSettlement', { settlement_id: text('/settlement_id') }],
  ];
  const replies = [forward];
  for (const [operation, path, audience] of calls) {
    const query = audience === undefined ? {} : { query: { audience } };
    replies.push(await trial.call(operation, { path, ...query }));
  }
  for (const party of ['sender', 'buyer'])
    replies.push(await trial.call('getTracking', { path: { forward_id }, query: { party } }));
  for (const operation of [...LISTS, 'listEvents']) {
    const query: CallOptions['query'] =
      operation === 'listListings' ? { sku: 'DRESS-1', status: 'matched' } : { limit: 200 };
    replies.push(await trial.call(operation, { query }));
  }
  return replies;
}

const addresses = coreCheck({
  id: 'privacy.addresses',
  title: 'Nothing that can be read of a forward and what belongs to it holds a part of an address',
  requirements: ['ORF-PRV-003'],
  run: async (trial) => {
    await fresh(trial);
    const match = await rated(trial, 'positive');
    trial.need('a payment', status(await confirm(trial, match), 200));
    for (const reply of await everything(trial, match)) {
      const word = leakedWord(reply.text, ADDRESSES);
      trial.judge('ORF-PRV-003', fact('no part of an address', word === undefined, { actual: word, reply }));
    }
  },
});

const refusals = coreCheck({
  id: 'privacy.refusals',
  title: 'A refused message does not come back in the refusal',
  requirements: ['ORF-PRV-003'],
  run: async (trial) => {
    await fresh(trial);
    const sender = eligibleReturn(trial, { ship_from: { country: 'nl', phone: 0, house: SENDER.street } });
    const buyer = acceptingOrder(trial, { ship_to: { postal_code: `${BUYER.name} `.repeat(2) } });
    const refused = [
      await trial.call('createReturn', { body: sender }),
      await trial.call('createOrder', { body: buyer }),
    ];
    for (const reply of refused) {
      trial.need('a message that breaks the schema', problem(reply, 'invalid_body', 422));
      const word = leakedWord(reply.text, ADDRESSES);
      trial.judge('ORF-PRV-003', fact('no part of an address', word === undefined, { actual: word, reply }));
    }
  },
});

const ownMembers = coreCheck({
  id: 'privacy.own_members',
  title:
    'Members of a name that begins with x_ stand in no event, for no other retailer, and in no text for consumers',
  requirements: ['ORF-PRV-008'],
  run: async (trial) => {
    await fresh(trial);
    const source = { ...OWN_MEMBER, order_line: OWN_MEMBER, consumer: OWN_MEMBER, ship_from: OWN_MEMBER };
    const match = await delivered(trial, {
      return: source,
      order: { ...OWN_MEMBER, ship_to: OWN_MEMBER },
    });
    trial.need('a rating', status(await rate(trial, match, { verdict: 'positive', ...OWN_MEMBER }), 201));
    const { return_id, forward_id } = match;
    const readings = [
      await trial.call('listEvents', { query: { limit: 200 } }),
      await trial.call('explainReturn', { path: { return_id }, query: { audience: 'consumer' } }),
      await trial.call('getTracking', { path: { forward_id }, query: { party: 'sender' } }),
      await trial.call('getTracking', { path: { forward_id }, query: { party: 'buyer' } }),
    ];
    for (const reply of readings) {
      trial.need('a reading', status(reply, 200));
      const word = leakedWord(reply.text, [OWN_MEMBER.x_suite, 'x_suite']);
      trial.judge(
        'ORF-PRV-008',
        fact('nothing of an own member', word === undefined, { actual: word, reply }),
      );
    }
  },
});

const view = coreCheck({
  id: 'privacy.tracking_view',
  title:
    "The sender's view of the parcel has no number and no link where the public page could tell of the buyer",
  requirements: ['ORF-PRV-011'],
  run: async (trial) => {
    await fresh(trial);
    const { forward_id } = await delivered(trial);
    const label = await trial.call('getLabel', { path: { forward_id } });
    const reply = await trial.call('getTracking', { path: { forward_id }, query: { party: 'sender' } });
    trial.need('the tracking', status(reply, 200));
    const carriers = at(trial.around.discovery, '/carriers');
    const id = at(label.json, '/carrier');
    const carrier = (Array.isArray(carriers) ? carriers : []).find((each) => at(each, '/id') === id);
    const isHarmless = at(carrier, '/public_tracking_exposure') === 'none';
    for (const name of ['tracking_number', 'tracking_url']) {
      const shown = at(reply.json, `/${name}`);
      const expected = `no ${name}, or a carrier whose public tracking shows nothing`;
      trial.judge('ORF-PRV-011', fact(expected, isHarmless || shown === undefined, { actual: shown, reply }));
    }
  },
});

export const checks: readonly Check[] = [addresses, refusals, ownMembers, view];

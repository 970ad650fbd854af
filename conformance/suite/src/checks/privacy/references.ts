import { at } from '../../contract/documents.ts';
import { leakedWord } from '../../label/leaks.ts';
import type { Check } from '../../run/check.ts';
import { fact, status } from '../../run/claim.ts';
import type { Reply } from '../../run/reply.ts';
import type { Trial } from '../../run/trial.ts';
import { acceptingOrder, eligibleReturn } from '../../stage/messages.ts';
import { confirm, rated } from '../../stage/parcels.ts';
import { fresh, type Match } from '../../stage/stage.ts';

const PAYMENT = 'PAID-ijsvogel-31';
const CREDENTIAL = 'without_identifiers';

/** The references by which a retailer knows the people, orders and payments of a check. */
function references(trial: Trial) {
  const word = (name: string) => trial.unique(`eiderduif-${name}`);
  return {
    return: {
      external_id: word('return'),
      order_line: { order_ref: word('order'), line_ref: word('line') },
      consumer: { ref: word('sender') },
    },
    order: { external_id: word('sale'), buyer_ref: word('buyer') },
  };
}

type Calls = readonly (readonly [string, Readonly<Record<string, string>>])[];

async function readings(trial: Trial, match: Match): Promise<Calls> {
  const { return_id, order_id, forward_id } = match;
  const forward = await trial.call('getForward', { path: { forward_id } });
  const text = (pointer: string) => String(at(forward.json, pointer));
  const events = await trial.call('listEvents', { query: { type: 'return.created' } });
  return [
    ['getReturn', { return_id }],
    ['getOrder', { order_id }],
    ['getForward', { forward_id }],
    ['getRefund', { refund_id: text('/refund/id') }],
    ['getSettlement', { settlement_id: text('/settlement_id') }],
    ['getEvent', { event_id: String(at(events.json, '/items/0/id')) }],
    ['listReturns', {}],
    ['listOrders', {}],
    ['listForwards', {}],
    ['listSettlements', {}],
    ['listEvents', {}],
  ];
}

function showsNone(trial: Trial, reply: Reply, words: readonly string[]): void {
  const word = leakedWord(reply.text, words);
  trial.judge(
    'ORF-PRV-010',
    fact('no reference of the retailer', word === undefined, { actual: word, reply }),
  );
}

const reading: Check = {
  id: 'privacy.identifiers',
  title: "A token without the scope identifiers sees none of the retailer's references",
  profile: 'core',
  requirements: ['ORF-PRV-010'],
  needs: ['test_control', `credential:${CREDENTIAL}`],
  run: async (trial) => {
    await fresh(trial);
    const change = references(trial);
    const match = await rated(trial, 'positive', change);
    trial.need(
      'a payment',
      status(await confirm(trial, match, { outcome: 'posted', external_ref: PAYMENT }), 200),
    );
    const words = ['eiderduif', PAYMENT];
    const full = await trial.call('getReturn', { path: { return_id: match.return_id } });
    trial.need('the references with the scope', {
      holds: leakedWord(full.text, words) !== undefined,
      expected: 'references in getReturn for a token with identifiers',
      actual: 'none',
    });
    for (const [operation, path] of await readings(trial, match)) {
      const reply = await trial.call(operation, { path, credential: CREDENTIAL });
      trial.need(operation, status(reply, 200));
      showsNone(trial, reply, words);
    }
  },
};

const creating: Check = {
  id: 'privacy.identifiers_given',
  title: 'What such a token sends in itself does not come back either',
  profile: 'core',
  requirements: ['ORF-PRV-010'],
  needs: ['test_control', `credential:${CREDENTIAL}`],
  run: async (trial) => {
    await fresh(trial);
    const change = references(trial);
    const replies = [
      await trial.call('createReturn', {
        body: eligibleReturn(trial, change.return),
        credential: CREDENTIAL,
      }),
      await trial.call('createOrder', { body: acceptingOrder(trial, change.order), credential: CREDENTIAL }),
    ];
    for (const reply of replies) {
      trial.need('a record', status(reply, 201));
      showsNone(trial, reply, ['eiderduif']);
    }
  },
};

export const checks: readonly Check[] = [reading, creating];

import { at, isObject, type JsonObject } from '../../contract/documents.ts';
import type { Check } from '../../run/check.ts';
import { type Claim, fact, member, problem, same, status } from '../../run/claim.ts';
import type { Trial } from '../../run/trial.ts';
import { controlCheck } from '../../stage/shapes.ts';
import { fresh } from '../../stage/stage.ts';

/** What has to be there at the moment of the answer: the ids it tells, and states by operation and pointer. */
interface Situation {
  readonly ids: readonly string[];
  readonly states: readonly (readonly [operation: string, pointer: string, ...values: string[]])[];
}

const MATCHED = ['return_id', 'listing_id', 'order_id', 'forward_id'];

const SITUATIONS: Readonly<Record<string, Situation>> = {
  return_offered: { ids: ['return_id'], states: [['getReturn', '/status', 'offered']] },
  return_listed: {
    ids: ['return_id', 'listing_id'],
    states: [
      ['getReturn', '/status', 'listed'],
      ['getListing', '/status', 'active'],
    ],
  },
  return_matched: {
    ids: MATCHED,
    states: [
      ['getReturn', '/status', 'matched'],
      ['getOrder', '/status', 'forward'],
      ['getForward', '/status', 'label_issued'],
      ['getForward', '/label/status', 'valid'],
    ],
  },
  return_handed_in: {
    ids: MATCHED,
    states: [
      ['getReturn', '/status', 'in_forward'],
      ['getForward', '/status', 'handed_in'],
    ],
  },
  return_delivered: { ids: MATCHED, states: [['getForward', '/status', 'delivered']] },
  return_rated_negative: {
    ids: MATCHED,
    states: [
      ['getForward', '/status', 'rated'],
      ['getForward', '/rating/verdict', 'negative'],
      ['getForward', '/refund/status', 'held'],
      ['getReturn', '/withdrawal/basis', 'voluntary'],
    ],
  },
  return_settled: {
    ids: MATCHED,
    states: [
      ['getForward', '/status', 'settled'],
      ['getForward', '/rating/verdict', 'positive'],
      ['getForward', '/refund/status', 'posted'],
      ['getReturn', '/status', 'completed'],
      ['getOrder', '/status', 'fulfilled'],
    ],
  },
  order_pending: { ids: ['order_id'], states: [['getOrder', '/status', 'pending']] },
};

const PARAMETER: Readonly<Record<string, string>> = {
  getReturn: 'return_id',
  getListing: 'listing_id',
  getOrder: 'order_id',
  getForward: 'forward_id',
};

async function isThere(trial: Trial, seeded: JsonObject, { ids, states }: Situation): Promise<void> {
  const told = ['return_id', 'listing_id', 'order_id', 'forward_id'].filter((name) => name in seeded);
  trial.judge('ORF-TST-009', same('the ids that are told', told, [...ids]));
  trial.judge('ORF-TST-009', member(await trial.call('getClock'), '/drained', true));
  for (const [operation, pointer, ...values] of states) {
    const name = PARAMETER[operation] ?? '';
    const reply = await trial.call(operation, { path: { [name]: String(seeded[name]) } });
    const actual = at(reply.json, pointer);
    const wanted = `${operation} ${pointer}: ${values.join(' or ')}`;
    trial.judge('ORF-TST-009', fact(wanted, values.includes(String(actual)), { actual, reply }));
  }
}

function check(scenario: string, situation: Situation): Check {
  return controlCheck({
    id: `test-control.scenarios.${scenario.replaceAll('_', '-')}`,
    title: `The situation ${scenario} is there at the moment of the answer`,
    requirements: ['ORF-TST-009'],
    run: async (trial) => {
      await fresh(trial);
      const seeded = trial.needObject(
        'seedScenario',
        await trial.call('seedScenario', { body: { scenario } }),
        201,
      );
      await isThere(trial, seeded, situation);
    },
  });
}

const again = controlCheck({
  id: 'test-control.scenarios.again',
  title: 'A situation is made of fresh records each time; one that the policy lets nobody reach is refused',
  requirements: ['ORF-TST-009'],
  run: async (trial) => {
    await fresh(trial);
    const seed = async () => trial.call('seedScenario', { body: { scenario: 'return_listed' } });
    const first = trial.needObject('seedScenario', await seed(), 201);
    const second = trial.needObject('seedScenario', await seed(), 201);
    trial.judge('ORF-TST-009', differ(first, second, 'return_id'), differ(first, second, 'listing_id'));
    await fresh(trial, { policy: { rollout: { share_bp: 0 } } });
    trial.judge('ORF-TST-009', problem(await seed(), 'illegal_transition', 409));
    const closed = await trial.call('seedScenario', { body: { scenario: 'order_pending' } });
    trial.judge('ORF-TST-009', status(closed, 201));
  },
});

function differ(first: JsonObject, second: JsonObject, name: string): Claim {
  const isOther = isObject(first) && isObject(second) && first[name] !== second[name];
  return fact(`another ${name}`, isOther, { actual: second[name] });
}

export const checks: readonly Check[] = [
  ...Object.entries(SITUATIONS).map(([scenario, situation]) => check(scenario, situation)),
  again,
];

import { at } from '../../contract/documents.ts';
import type { Check } from '../../run/check.ts';
import { fact, problem, same, status } from '../../run/claim.ts';
import type { Reply } from '../../run/reply.ts';
import type { Trial } from '../../run/trial.ts';
import { itemsOf } from '../../stage/log.ts';
import { acceptingOrder, START } from '../../stage/messages.ts';
import { coreCheck } from '../../stage/shapes.ts';
import { advance, fresh, startReturn } from '../../stage/stage.ts';

type Query = Readonly<Record<string, string | number>>;

/** Pages of a list from its beginning, with something done after the first. */
async function walk(
  trial: Trial,
  { operation, query, between }: { operation: string; query: Query; between?: () => Promise<unknown> },
): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < 40; page += 1) {
    const position: Query = cursor === undefined ? {} : { cursor };
    const reply = await trial.call(operation, { query: { ...query, limit: 2, ...position } });
    const read = trial.needObject(operation, reply, 200);
    ids.push(...itemsOf(read).map(({ id }) => String(id)));
    if (page === 0) await between?.();
    if (typeof read.next_cursor !== 'string') return ids;
    cursor = read.next_cursor;
  }
  return ids;
}

function cursorOf(trial: Trial, reply: Reply): string {
  const cursor = trial.needObject('a first page', reply, 200).next_cursor;
  trial.need('a first page of one of two items', {
    holds: typeof cursor === 'string',
    expected: 'a cursor',
    actual: String(cursor),
  });
  return String(cursor);
}

/** Two orders that wait, and the cursor after the first. */
async function twoOrders(trial: Trial): Promise<string> {
  for (let count = 0; count < 2; count += 1) {
    const body = acceptingOrder(trial, { hold_until: '2027-03-02T09:00:00Z' });
    trial.need('createOrder', status(await trial.call('createOrder', { body }), 201));
  }
  return cursorOf(trial, await trial.call('listOrders', { query: { limit: 1 } }));
}

const once = coreCheck({
  id: 'requests.lists.once',
  title: 'Pages give every item once, also while others come in',
  requirements: ['ORF-GEN-030'],
  run: async (trial) => {
    await fresh(trial);
    const made: string[] = [];
    for (let count = 0; count < 5; count += 1) made.push(String((await startReturn(trial)).id));
    await startReturn(trial, { product: { sku: 'OTHER-1' } });
    const late: string[] = [];
    const between = async () => late.push(String((await startReturn(trial)).id));
    const queries: readonly Query[] = [{ sku: 'DRESS-1' }, { sku: 'DRESS-1', status: 'offered' }];
    for (const query of queries) {
      const seen = await walk(trial, { operation: 'listReturns', query, between });
      const earlier = [...made, ...late.slice(0, -1)].toSorted();
      const counted = seen.filter((id) => id !== late.at(-1)).toSorted();
      trial.judge('ORF-GEN-030', same('items that were there throughout, once each', counted, earlier));
      const [last = ''] = late.slice(-1);
      const times = seen.filter((id) => id === last).length;
      trial.judge('ORF-GEN-030', fact('a new item at most once', times <= 1, { actual: times }));
    }
    const all = await walk(trial, { operation: 'listEvents', query: {} });
    trial.judge('ORF-GEN-030', same('events that were given twice', all.length - new Set(all).size, 0));
    for (const id of made) {
      const own = await walk(trial, { operation: 'listEvents', query: { subject_id: id } });
      trial.judge(
        'ORF-GEN-030',
        fact(`all events of ${id}`, own.length > 0 && own.every((each) => all.includes(each)), {
          actual: own,
        }),
      );
    }
  },
});

const foreign: Check = {
  id: 'requests.lists.foreign-cursors',
  title: 'A cursor of another list, of another retailer or of nobody is refused',
  profile: 'core',
  requirements: ['ORF-GEN-031'],
  needs: ['test_control', 'credential:other_retailer'],
  run: async (trial) => {
    await fresh(trial);
    const cursor = await twoOrders(trial);
    const own = await trial.call('listOrders', { query: { limit: 1, cursor } });
    trial.judge('ORF-GEN-031', status(own, 200));
    for (const [operation, wrong] of [
      ['listReturns', cursor],
      ['listEvents', cursor],
      ['listOrders', 'nobody-handed-this-out'],
      ['listOrders', `${cursor}A`],
      ['listOrders', ' '],
      ['listOrders', 'ё'],
    ] as const) {
      const reply = await trial.call(operation, { query: { limit: 1, cursor: wrong } });
      trial.judge('ORF-GEN-031', problem(reply, 'invalid_parameter', 400));
    }
    const credential = 'other_retailer';
    const others = await trial.call('listOrders', { query: { limit: 1, cursor }, credential });
    trial.judge('ORF-GEN-031', problem(others, 'invalid_parameter', 400));
  },
};

const lasting = coreCheck({
  id: 'requests.lists.lasting-cursors',
  title: 'A cursor is taken for a day',
  requirements: ['ORF-GEN-032'],
  run: async (trial) => {
    await fresh(trial, { now: START });
    const cursor = await twoOrders(trial);
    const [before] = itemsIn(await trial.call('listOrders', { query: { limit: 1, cursor } }));
    await advance(trial, { seconds: 86_400 });
    const later = await trial.call('listOrders', { query: { limit: 1, cursor } });
    trial.judge('ORF-GEN-032', status(later, 200), same('the next item', itemsIn(later)[0], before));
  },
});

function itemsIn({ json }: Reply): unknown[] {
  const items = at(json, '/items');
  return Array.isArray(items) ? items.map((item) => at(item, '/id')) : [];
}

export const checks: readonly Check[] = [once, foreign, lasting];

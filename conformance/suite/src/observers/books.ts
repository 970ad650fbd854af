import { at, isObject, type Json, type JsonObject } from '../contract/documents.ts';
import { type Claim, fact, same } from '../run/claim.ts';
import { type Judged, watching } from '../run/watching.ts';

/** So many lines of an account at most has one cause; every other has one. */
const SEVERAL: Readonly<Record<string, number>> = { 'handed_in clearing': 2 };

/** What a forward brings is the balance of these, with the sign turned. */
const OF_NET = ['sale_1', 'sale_2', 'discount', 'carrier_cost', 'fee', 'incentive'];

export const observers = [
  watching({
    id: 'observer.books',
    title:
      'Books add up, change by new lines only, have every cause once, and their totals and pairs follow from the lines',
    requirements: [
      'ORF-SET-001',
      'ORF-SET-002',
      'ORF-SET-003',
      'ORF-SET-004',
      'ORF-SET-008',
      'ORF-SET-009',
      'ORF-SET-010',
    ],
    begin: () => {
      const seen = new Map<string, readonly JsonObject[]>();
      return ({ exchange, reply }) => {
        const found = exchange.request.method === 'GET' ? [...settlementsIn(reply.json)] : [];
        if (found.length === 0) return undefined;
        const judged = found.map((settlement) => {
          const before = seen.get(String(settlement.id)) ?? [];
          seen.set(String(settlement.id), linesOf(settlement));
          return judgedOf(settlement, before);
        });
        return merged(judged);
      };
    },
  }),
];

function* settlementsIn(json: Json | undefined): Generator<JsonObject> {
  const objects = isObject(json) && Array.isArray(json.items) ? json.items : [json];
  for (const each of objects)
    if (isObject(each) && Array.isArray(each.entries) && isObject(each.pair)) yield each;
}

function linesOf({ entries }: JsonObject): readonly JsonObject[] {
  return Array.isArray(entries) ? entries.filter(isObject) : [];
}

function merged(all: readonly Judged[]): Judged {
  const judged: Record<string, Claim[]> = {};
  for (const each of all)
    for (const [id, claims] of Object.entries(each)) judged[id] = [...(judged[id] ?? []), ...claims];
  return judged;
}

function judgedOf(settlement: JsonObject, before: readonly JsonObject[]): Judged {
  const lines = linesOf(settlement);
  const byCause = Object.groupBy(lines, ({ cause }) => String(cause));
  const nought = lines.filter(({ amount }) => amount === 0);
  const gone = before.filter((line) => !lines.some((each) => JSON.stringify(each) === JSON.stringify(line)));
  return {
    'ORF-SET-001': [
      same(
        'currencies of the lines',
        [...new Set(lines.map(({ currency }) => currency))],
        [settlement.currency],
      ),
      ...Object.entries(byCause).map(([cause, own = []]) => same(`sum of ${cause}`, sumOf(own), 0)),
    ],
    'ORF-SET-002': [fact('no line of 0', nought.length === 0, { actual: nought })],
    'ORF-SET-003': [fact('every line that was there before', gone.length === 0, { actual: gone })],
    'ORF-SET-004': Object.entries(byCause).map(([cause, own = []]) => onceOnly(cause, own)),
    'ORF-SET-008': [same('net', at(settlement, '/net/amount'), netOf(lines))],
    'ORF-SET-009': counterparts(settlement),
    'ORF-SET-010': sides(settlement, lines),
  };
}

/** A correction may come more than once; every other cause has at most the lines of the posting table. */
function onceOnly(cause: string, lines: readonly JsonObject[]): Claim {
  const byAccount = Object.groupBy(lines, ({ account }) => String(account));
  const tooMany = Object.entries(byAccount).filter(
    ([account, own = []]) => own.length > (SEVERAL[`${cause} ${account}`] ?? 1),
  );
  const holds = cause === 'refund_corrected' || tooMany.length === 0;
  return fact(`the lines of ${cause} once`, holds, { actual: lines });
}

function sumOf(lines: readonly JsonObject[]): number {
  return lines.reduce((sum, { amount }) => sum + Number(amount), 0);
}

function netOf(lines: readonly JsonObject[]): number {
  return 0 - sumOf(lines.filter(({ account }) => OF_NET.includes(String(account))));
}

function counterparts(settlement: JsonObject): Claim[] {
  const expected = [
    ['refund', settlement.order_id],
    ['second_sale', settlement.return_id],
  ] as const;
  return expected
    .map(([name, id]) => [at(settlement, `/pair/${name}`), name, id] as const)
    .filter(([side]) => side !== undefined)
    .map(([side, name, id]) => same(`counterpart_ref of ${name}`, at(side, '/counterpart_ref'), id));
}

/** The causes that make a side, and which way its account counts. */
const SIDES = {
  refund: { causes: ['refund_requested', 'refund_corrected'], accounts: ['sale_1'], sign: 1 },
  second_sale: { causes: ['handed_in'], accounts: ['sale_2', 'discount'], sign: -1 },
} as const;

function sides(settlement: JsonObject, lines: readonly JsonObject[]): Claim[] {
  return Object.entries(SIDES).flatMap(([name, { causes, accounts, sign }]) => {
    const side = at(settlement, `/pair/${name}`);
    const own = lines.filter(({ cause }) => (causes as readonly string[]).includes(String(cause)));
    const isOver = name === 'second_sale' && lines.some(({ cause }) => cause === 'second_sale_reversed');
    const sales = own.filter(({ account }) => (accounts as readonly string[]).includes(String(account)));
    const isThere = sales.length > 0 && !isOver;
    if (side === undefined || !isThere) return [same(`a side ${name}`, side !== undefined, isThere)];
    const net = sign * sumOf(sales);
    const tax = sign * sumOf(own.filter(({ account }) => account === 'tax'));
    const amounts = { net, tax, gross: net + tax };
    return Object.entries(amounts).map(([member, amount]) =>
      same(`${member} of ${name}`, at(side, `/${member}/amount`), amount),
    );
  });
}

import { at, isObject, type JsonObject } from '../../contract/documents.ts';

/** A line of the books as the posting table makes it. */
export type Line = readonly [account: string, amount: number];

/** What the books of a check are made from: whole minor units of one currency, taxes as the prices state them. */
export interface Figures {
  readonly full: Taxed;
  readonly due: Taxed;
  readonly sale: Taxed;
  /** The refund, after a reduction. */
  readonly refund: number;
  readonly leg: number;
  readonly fee: number;
  readonly incentive: number;
  readonly unit_cost_bp: number;
}

interface Taxed {
  readonly gross: number;
  readonly tax: number;
}

/** The posting table: the lines of every cause, those of 0 left out. */
export function linesOf(figures: Figures): Readonly<Record<string, readonly Line[]>> {
  const { full, due, refund, leg, fee, incentive } = figures;
  const net = ({ gross, tax }: Taxed) => gross - tax;
  const discount = net(full) - net(due);
  const tax = halfEven(figures.sale.tax * refund, figures.sale.gross);
  const value = halfEven(net(figures.sale) * figures.unit_cost_bp, 10_000);
  const table: Record<string, readonly Line[]> = {
    handed_in: [
      ['clearing', due.gross],
      ['sale_2', -net(full)],
      ['discount', discount],
      ['tax', -due.tax],
      ['carrier_cost', leg],
      ['clearing', -leg],
    ],
    refund_requested: [
      ['sale_1', refund - tax],
      ['tax', tax],
      ['sender_payable', -refund],
      ['fee', fee],
      ['clearing', -fee],
    ],
    refund_posted: transfer('sender_payable', 'clearing', refund),
    incentive_granted: transfer('incentive', 'sender_payable', incentive),
    incentive_paid: transfer('sender_payable', 'clearing', incentive),
    second_sale_reversed: [
      ['buyer_payable', -due.gross],
      ['sale_2', net(full)],
      ['discount', -discount],
      ['tax', due.tax],
    ],
    buyer_refunded: transfer('buyer_payable', 'clearing', due.gross),
    fee_reversed: transfer('clearing', 'fee', fee),
    claim_opened: transfer('carrier_claim', 'carrier_cost', value),
  };
  const kept = Object.entries(table).map(([cause, lines]) => [
    cause,
    lines.filter(([, amount]) => amount !== 0),
  ]);
  return Object.fromEntries(kept);
}

function transfer(debit: string, credit: string, amount: number): readonly Line[] {
  return [
    [debit, amount],
    [credit, -amount],
  ];
}

/** A quotient of whole numbers, a remainder of exactly one half to the even neighbour. */
export function halfEven(dividend: number, divisor: number): number {
  const [n, d] = [BigInt(dividend), BigInt(divisor)];
  const floor = n / d;
  const twice = 2n * (n - floor * d);
  return Number(twice > d || (twice === d && floor % 2n === 1n) ? floor + 1n : floor);
}

/** The lines of a settlement. */
export function entriesOf(settlement: unknown): JsonObject[] {
  const entries = at(settlement, '/entries');
  return (Array.isArray(entries) ? entries : []).filter(isObject);
}

/** The lines of every cause, each once, in an order of no meaning; one of 0 is left to who looks for those. */
export function postedLines(settlement: unknown): Record<string, string[]> {
  const byCause = Object.groupBy(entriesOf(settlement), ({ cause }) => String(cause));
  const posted = Object.entries(byCause).map(([cause, lines = []]) => {
    const shown = lines
      .filter(({ amount }) => amount !== 0)
      .map(({ account, amount }) => `${String(account)} ${String(amount)}`);
    return [cause, [...new Set(shown)].toSorted()];
  });
  return Object.fromEntries(posted);
}

/** The same of a table, for the causes that are expected. */
export function expectedLines(figures: Figures, causes: readonly string[]): Record<string, string[]> {
  const table = linesOf(figures);
  const lines = causes.map((cause) => [
    cause,
    (table[cause] ?? []).map(([account, amount]) => `${account} ${amount}`).toSorted(),
  ]);
  return Object.fromEntries(lines.filter(([, found]) => found?.length !== 0));
}

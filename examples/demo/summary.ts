import { isDeepStrictEqual } from 'node:util';
import { exits, type Figures, fallbackReasons } from './figures.ts';
import { money } from './timeline.ts';

/** The summary for people, line by line. */
export function summaryOf(figures: Figures): string[] {
  const { report, books, books_sum } = figures;
  const { currency } = report.saving_total;
  return [
    `returns ${figures.returns}, offered ${figures.offered}, chosen ${figures.chosen}, matched ${figures.matched}, forwarded ${figures.forwarded}`,
    `forwards ${figures.forwards}, settled ${figures.forwards_settled}, saving against the warehouse ${money(report.saving_total)}`,
    `exits       ${listed(figures.exits)}`,
    `fallbacks   ${listed(figures.fallbacks)}`,
    `refunds     ${listed(figures.refunds)}`,
    'books (debit +, credit -)',
    ...Object.entries(books).map(([account, amount]) => `  ${account.padEnd(16)}${euros(amount, currency)}`),
    `  ${'sum'.padEnd(16)}${euros(books_sum, currency)}`,
  ];
}

/** The figures as the one JSON object of the last line. */
export function jsonOf({
  report: _,
  books: __,
  forwards: ___,
  forwarded: ____,
  ...figures
}: Figures): string {
  const { returns, offered, chosen, matched, forwards_settled, books_sum, ...counts } = figures;
  return JSON.stringify({ returns, offered, chosen, matched, forwards_settled, books_sum, ...counts });
}

/** What is wrong with the figures, in sentences; nothing where the demo showed all that it is to show. */
export function faultsOf(figures: Figures): string[] {
  return [
    ...exits.filter((exit) => !figures.exits[exit]).map((exit) => `No forward ended as ${exit}.`),
    ...fallbackReasons
      .filter((reason) => !figures.fallbacks[reason])
      .map((reason) => `No return went to the warehouse as ${reason}.`),
    ...(figures.books_sum === 0 ? [] : [`The books add up to ${figures.books_sum}, not to 0.`]),
    ...(['sender_payable', 'buyer_payable'] as const)
      .filter((account) => figures.books[account])
      .map((account) => `Somebody is still owed money: ${account} is ${figures.books[account]}.`),
    ...disagreements(figures),
  ];
}

/** The server's report has to say the same as its records. */
function disagreements({ report, ...counted }: Figures): string[] {
  const figures = {
    ...counted,
    settled: counted.forwards_settled,
    hand_in_losses: counted.exits.not_handed_in ?? 0,
  };
  const reported = {
    returns: report.returns,
    offered: report.offered,
    chosen: report.chosen,
    matched: report.matched,
    forwarded: report.forwarded,
    settled: report.settled,
    hand_in_losses: report.hand_in_losses,
    fallbacks: Object.fromEntries(report.fallbacks.map(({ reason, count }) => [reason, count])),
    refunds: Object.fromEntries(report.refunds.map(({ status, count }) => [status, count])),
    books: Object.fromEntries(report.books.map(({ account, balance }) => [account, balance.amount])),
  };
  return (Object.keys(reported) as (keyof typeof reported)[])
    .filter((member) => !isDeepStrictEqual(reported[member], figures[member]))
    .map((member) => {
      const [theirs, ours] = [JSON.stringify(reported[member]), JSON.stringify(figures[member])];
      return `The report and the records differ in ${member}: ${theirs} and ${ours}.`;
    });
}

function listed(counts: Readonly<Partial<Record<string, number>>>): string {
  return Object.entries(counts)
    .sort(([, a = 0], [, b = 0]) => b - a)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
}

function euros(amount: number, currency: string): string {
  return `${money({ amount, currency }).padStart(14)}`;
}

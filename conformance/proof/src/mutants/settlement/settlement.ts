import type { Mutant } from '../../mutant.ts';
import { type Around, isMembers, type Members, onBody } from '../edge.ts';
import { inItems, shifted, valueAt, withValue } from '../json.ts';

type Line = Members;

/** Changes the books wherever they are read. */
function inBooks(change: (books: Members) => Members): Around {
  return onBody(['getSettlement', 'listSettlements'], (body) =>
    inItems(body, (books) => (Array.isArray(books.entries) ? change(books) : books)),
  );
}

function inLines(change: (lines: readonly Line[]) => readonly Line[]): Around {
  return inBooks((books) => ({ ...books, entries: change(linesOf(books)) }));
}

function linesOf({ entries }: Members): readonly Line[] {
  return Array.isArray(entries) ? entries.filter(isMembers) : [];
}

function isOf(line: Line, cause: string, account?: string): boolean {
  return line.cause === cause && (account === undefined || line.account === account);
}

/** Numbers the lines anew whenever there are more of them. */
const renumbers: Around = inLines((lines) =>
  lines.map((line, at) => ({ ...line, id: `led_${lines.length}_${at}` })),
);

/** A fee that is one cent dearer, with everything that follows from it. */
const raisesTheFee: Around = inBooks((books) => {
  const isCharged = linesOf(books).some((line) => isOf(line, 'refund_requested', 'fee'));
  if (!isCharged) return books;
  const entries = linesOf(books).map((line) => {
    const amount = Number(line.amount);
    if (isOf(line, 'refund_requested', 'fee')) return { ...line, amount: amount + 1 };
    return isOf(line, 'refund_requested', 'clearing') ? { ...line, amount: amount - 1 } : line;
  });
  return withValue({ ...books, entries }, '/net/amount', Number(valueAt(books, '/net/amount')) - 1);
});

export const mutants: readonly Mutant[] = [
  {
    id: 'books-do-not-add-up',
    breaks: ['ORF-RET-023', 'ORF-SET-001', 'ORF-SET-006'],
    around: inLines((lines) =>
      lines.map((line) =>
        isOf(line, 'refund_posted', 'clearing') ? { ...line, amount: Number(line.amount) + 1 } : line,
      ),
    ),
  },
  {
    id: 'books-in-two-currencies',
    breaks: ['ORF-SET-001'],
    around: inLines((lines) =>
      lines.map((line) => (isOf(line, 'refund_posted') ? { ...line, currency: 'SEK' } : line)),
    ),
  },
  {
    id: 'books-nought',
    breaks: ['ORF-SET-002'],
    around: inLines((lines) =>
      lines.flatMap((line) =>
        isOf(line, 'handed_in', 'carrier_cost')
          ? [line, { ...line, id: `${String(line.id)}-0`, account: 'fee', amount: 0 }]
          : [line],
      ),
    ),
  },
  { id: 'books-are-numbered-anew', breaks: ['ORF-SET-003'], around: renumbers },
  {
    id: 'books-a-payment-twice',
    breaks: ['ORF-RET-023', 'ORF-SET-004'],
    around: inLines((lines) => [
      ...lines,
      ...lines
        .filter((line) => isOf(line, 'refund_posted'))
        .map((line) => ({ ...line, id: `${String(line.id)}-2` })),
    ]),
  },
  {
    id: 'books-later-than-it-counts',
    breaks: ['ORF-SET-005'],
    around: inLines((lines) =>
      lines.map((line) =>
        isOf(line, 'refund_requested') ? { ...line, posted_at: shifted(line.posted_at, 60) } : line,
      ),
    ),
  },
  { id: 'books-another-fee', breaks: ['ORF-RET-023', 'ORF-SET-006'], around: raisesTheFee },
  {
    id: 'reckons-net-wrong',
    breaks: ['ORF-RET-023', 'ORF-SET-008'],
    around: inBooks((books) => withValue(books, '/net/amount', Number(valueAt(books, '/net/amount')) + 1)),
  },
  {
    id: 'pairs-with-the-forward',
    breaks: ['ORF-SET-009'],
    around: inBooks((books) =>
      valueAt(books, '/pair/refund') === undefined
        ? books
        : withValue(books, '/pair/refund/counterpart_ref', books.forward_id),
    ),
  },
  {
    id: 'shows-a-sale-in-credit',
    breaks: ['ORF-SET-010'],
    around: inBooks((books) => {
      const net = valueAt(books, '/pair/second_sale/net/amount');
      return net === undefined ? books : withValue(books, '/pair/second_sale/net/amount', -Number(net));
    }),
  },
];

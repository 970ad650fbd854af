import { readdirSync, readFileSync } from 'node:fs';
import type { LedgerCause } from '@open-return-forwarding/protocol';
import { describe, expect, test } from 'vitest';
import { balances, netOf } from '../../src/settlement/books.ts';
import type { SettlementFacts } from '../../src/settlement/facts.ts';
import type { CausedLine } from '../../src/settlement/pair.ts';
import { postings } from '../../src/settlement/postings.ts';

interface Vector {
  readonly name: string;
  readonly facts: SettlementFacts;
  readonly causes: readonly LedgerCause[];
  readonly entries: readonly CausedLine[];
  readonly balances: Readonly<Record<string, number>>;
  readonly net: number;
}

const folder = new URL('../../../../spec/vectors/settlement/', import.meta.url);
const exits = readdirSync(folder).map((name) => name.replace('.json', ''));
const files = exits.toSorted().map((exit) => ({
  exit,
  cases: (JSON.parse(readFileSync(new URL(`${exit}.json`, folder), 'utf8')) as { cases: Vector[] }).cases,
}));

test('every exit of a forward has its books', () => {
  expect(exits.toSorted()).toEqual([
    'accepted',
    'hold-denied',
    'hold-reduced',
    'hold-released',
    'late',
    'late-intercepted',
    'lost-from-stock',
    'lost-refund',
    'recalled-in-flight',
    'reverted',
    'statutory-correction',
    'undeliverable',
  ]);
});

describe.each(files)('$exit', ({ cases }) => {
  test.each(cases)('$name', (given) => {
    const posted = given.causes.flatMap((cause) =>
      postings(cause, given.facts).map((line) => ({ cause, ...line })),
    );
    expect(posted).toEqual(given.entries);
    expect(balances(posted)).toEqual(given.balances);
    expect(netOf(posted)).toBe(given.net);
    expect(Object.values(given.balances).reduce((sum, amount) => sum + amount, 0)).toBe(0);
  });
});

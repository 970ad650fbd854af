import { type DeadlineName, type Lifecycle, lifecycles } from '@open-return-forwarding/protocol';
import { describe, expect, test } from 'vitest';
import {
  candidates,
  deadlineOf,
  deadlineRuns,
  isTerminal,
  lapsedDeadlines,
  type State,
  transitionsOf,
} from '../../src/lifecycle/table.ts';

const names = Object.keys(lifecycles) as Lifecycle[];

describe.each(names)('%s', (lifecycle) => {
  const { states, terminal, initial } = lifecycles[lifecycle];
  const all = Object.entries(states) as [string, State & { waits_for?: string }][];

  test('nothing leads out of a terminal state', () => {
    for (const row of transitionsOf(lifecycle))
      for (const from of row.from) expect([row.on, isTerminal(lifecycle, from)]).toEqual([row.on, false]);
  });

  test('every other state has a deadline or says what it waits for, and a way out', () => {
    for (const [name, { deadline, waits_for }] of all) {
      if ((terminal as readonly string[]).includes(name)) continue;
      expect([name, deadline !== undefined || waits_for !== undefined]).toEqual([name, true]);
      expect([name, transitionsOf(lifecycle).some(({ from }) => from.includes(name))]).toEqual([name, true]);
    }
  });

  test('every state can be reached', () => {
    const reached = new Set<string>(initial);
    for (const from of reached)
      for (const row of transitionsOf(lifecycle)) if (row.from.includes(from)) reached.add(row.to);
    expect([...reached].sort()).toEqual(all.map(([name]) => name).sort());
  });

  test('of the rows that share a trigger only the last may go without a guard', () => {
    for (const { on, from } of transitionsOf(lifecycle))
      for (const state of from)
        for (const row of candidates(lifecycle, state, on).slice(0, -1))
          expect([on, state, row.guard]).not.toEqual([on, state, undefined]);
  });
});

describe('deadlines', () => {
  const left: readonly [Lifecycle, string, string, readonly DeadlineName[]][] = [
    ['forward', 'label_issued', 'handed_in', ['ship_by_reminder', 'hand_in']],
    ['forward', 'handed_in', 'in_transit', []],
    ['forward', 'reverted', 'late', ['label_expiry']],
    ['refund', 'not_due', 'held', []],
    ['refund', 'held', 'due', ['statutory_refund', 'hold_review']],
  ];

  test.each(left)('a %s that goes from %s to %s leaves %j behind', (lifecycle, from, to, names) => {
    expect(lapsedDeadlines(lifecycle, from, to).sort()).toEqual([...names].sort());
  });

  test('a state runs under a deadline only where its own life cycle acts on it', () => {
    expect(deadlineOf('forward', 'label_issued')).toBe('hand_in');
    expect(deadlineOf('return', 'matched')).toBeUndefined();
    expect(deadlineRuns('return', 'matched', 'hand_in')).toBe(false);
  });
});

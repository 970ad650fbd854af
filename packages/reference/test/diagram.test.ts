import { describe, expect, test } from 'vitest';
import { type Cycle, cycles } from '../src/diagram/cycle.ts';
import { arrowsOf } from '../src/diagram/lanes.ts';
import { stateDiagram } from '../src/diagram/svg.ts';

function cycleOf(states: readonly string[], moves: readonly (readonly [string, string])[]): Cycle {
  return {
    name: 'parcel',
    schemaName: 'ParcelStatus',
    initial: ['a'],
    terminal: ['c'],
    states: Object.fromEntries(states.map((name) => [name, { owner: 'sender', description: name }])),
    transitions: moves.map(([from, to]) => ({
      on: `to_${to}`,
      kind: 'command',
      from: [from],
      to,
      description: '',
    })),
  };
}

describe('arrows', () => {
  test('to the next state run straight down, all others by a lane of their target', () => {
    const { down, lanes } = arrowsOf(
      cycleOf(
        ['a', 'b', 'c'],
        [
          ['a', 'b'],
          ['a', 'c'],
          ['c', 'a'],
        ],
      ),
    );
    expect(down.map(({ from, to }) => [from, to])).toEqual([[0, 1]]);
    expect(lanes.map(({ to, column }) => [to, column])).toEqual([
      [0, 0],
      [2, 1],
    ]);
  });

  test('lanes that never meet share a column', () => {
    const { lanes } = arrowsOf(
      cycleOf(
        ['a', 'b', 'c', 'd'],
        [
          ['b', 'a'],
          ['d', 'c'],
        ],
      ),
    );
    expect(lanes.map(({ column }) => column)).toEqual([0, 0]);
  });
});

describe.each(cycles())('the diagram of the $name', (cycle) => {
  const svg = stateDiagram(cycle).text;

  test('names every state, and every move with what fires it', () => {
    for (const state of Object.keys(cycle.states)) expect(svg).toContain(`>${state}</text>`);
    for (const { from, to, on } of cycle.transitions)
      for (const source of from) {
        const titles = [...svg.matchAll(/<title>([^<]*)<\/title>/g)].map(([, title]) => title);
        expect(titles.some((title) => title?.startsWith(`${source} → ${to}:`) && title.includes(on))).toBe(
          true,
        );
      }
  });

  test('fits a phone', () => {
    expect(Number(/width="(\d+)"/.exec(svg)?.[1])).toBeLessThanOrEqual(358);
  });
});

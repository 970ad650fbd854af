import { describe, expect, test } from 'vitest';
import { type Cycle, cycles } from '../src/diagram/cycle.ts';
import { arrowsOf } from '../src/diagram/lanes.ts';
import { diagramOf } from '../src/diagram/mermaid.ts';
import { parseSequence } from '../src/diagram/sequence.ts';
import { layoutOf } from '../src/diagram/sequence-layout.ts';
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

describe('a sequence', () => {
  const source = `sequenceDiagram
  participant portal as Return portal
  portal->>provider: createReturn
  Note over provider: return: offered<br/>refund: not_due
  alt eligible
    provider--)portal: return.offered
  else not eligible
    provider-xportal: nothing
  end
  provider->>provider: waits`;
  const sequence = parseSequence(source);

  test('is read as it is written', () => {
    expect(sequence.participants).toEqual([
      { id: 'portal', name: 'Return portal' },
      { id: 'provider', name: 'provider' },
    ]);
    const ends = sequence.steps.map((step) => (step.kind === 'message' ? step.end : step.kind));
    expect(ends).toEqual(['arrow', 'note', 'open', 'open', 'divide', 'cross', 'close', 'arrow']);
  });

  test('says the same in words', () => {
    const { text } = diagramOf(source);
    expect(text).toContain('<li>Return portal → provider: createReturn</li>');
    expect(text).toContain('<li>provider: return: offered; refund: not_due</li>');
    expect(text).toContain('<li>alt eligible</li>');
  });

  test('has its steps one below the other, and room for what is said between two columns', () => {
    const { placed, columns, height } = layoutOf(sequence);
    const rows = placed.map(({ y }) => y);
    expect(rows).toEqual([...rows].sort((left, right) => left - right));
    expect(Math.max(...rows)).toBeLessThan(height);
    const [left, right] = columns;
    expect((right?.x ?? 0) - (left?.x ?? 0)).toBeGreaterThan('return.offered'.length * 6.7);
  });

  test.each([
    ['an unknown line', 'sequenceDiagram\n  a ~~> b: x', /not understood/],
    ['a block that stays open', 'sequenceDiagram\n  loop\n  a->>b: x', /open/],
    ['an end too many', 'sequenceDiagram\n  a->>b: x\n  end', /did not open/],
    ['another kind of diagram', 'flowchart TD\n  a --> b', /flowchart/],
    ['a state diagram with an unknown line', 'stateDiagram-v2\n  a ==> b', /not understood/],
  ])('refuses %s', (_name, given, message) => {
    expect(() => diagramOf(given)).toThrow(message);
  });
});

describe('a state diagram in prose', () => {
  test('names its states, and its moves in words', () => {
    const { text } = diagramOf('stateDiagram-v2\n  [*] --> a\n  a --> b: go, @late\n  b --> [*]');
    expect(text).toContain('>a</text>');
    expect(text).toContain('<li>begins as a</li><li>a → b: go, @late</li><li>ends as b</li>');
  });

  test('of a life cycle of the contract shows whose move each state is', () => {
    const [cycle] = cycles();
    const states = Object.keys(cycle?.states ?? {});
    const arrows = states.map((name, index) => `${name} --> ${states[index + 1] ?? '[*]'}`);
    expect(diagramOf(`stateDiagram-v2\n${arrows.join('\n')}`).text).toContain('class="owner"');
    expect(diagramOf(`stateDiagram-v2\n${arrows.join('\n')}`).text).toContain(
      `>${cycle?.states[states[0] ?? '']?.owner}<`,
    );
  });
});

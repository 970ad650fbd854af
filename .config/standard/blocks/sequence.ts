import type { Lifecycles, Transition } from '../lifecycles.ts';
import { type Party, type Step, sequences } from '../sequences.ts';

/** A sequence as a diagram, undefined if there is none of that name. Throws where a step is not in the table. */
export function sequenceBlock(table: Lifecycles, name: string): string | undefined {
  const steps = sequences[name];
  if (steps === undefined) return undefined;
  const states = new Map<string, string>();
  const parties = (['sender', 'buyer', 'retailer', 'provider', 'carrier'] as const).filter((party) =>
    steps.some(({ from, to }) => from === party || to === party),
  );
  return [
    '```mermaid',
    'sequenceDiagram',
    ...parties.map((party) => `  participant ${party}`),
    ...steps.flatMap((step) => draw(step, (move) => play(table, states, move))),
    '```',
  ].join('\n');
}

interface Played {
  readonly text: string;
  readonly emits: readonly string[];
}

function draw({ from, to, says, moves, born = [] }: Step, playMove: (move: string) => Played): string[] {
  const played = moves.map(playMove);
  const events = [...born, ...played.flatMap(({ emits }) => emits)];
  const arrow = (left: Party, right: Party, text: string) => `  ${left}->>${right}: ${text}`;
  return [
    arrow(from, to, says),
    `  Note over provider: ${played.map(({ text }) => text).join('<br/>')}`,
    ...(events.length === 0 ? [] : [`  provider--)retailer: ${events.join(', ')}`]),
  ];
}

/** Takes one move and keeps the state that it leads to. */
function play(table: Lifecycles, states: Map<string, string>, move: string): Played {
  const [name = '', on = '', third] = move.split(' ');
  const lifecycle = table.lifecycles[name];
  if (lifecycle === undefined) throw new Error(`a sequence names the life cycle ${name}, which there is not`);
  if (on === '=') {
    if (!lifecycle.initial.includes(third ?? '')) throw new Error(`no ${name} begins as ${third}`);
    states.set(name, third ?? '');
    return { text: `${name}: ${third}`, emits: [] };
  }
  const state = states.get(name) ?? '';
  const row = lifecycle.transitions.find((each) => matches(each, on, { state, guard: third }));
  if (row === undefined) {
    throw new Error(`a sequence has "${move}" in the state ${state}, and lifecycles.yaml has no such row`);
  }
  states.set(name, row.to);
  return { text: `${name}: ${state} → ${row.to}`, emits: row.emits ?? [] };
}

function matches(row: Transition, on: string, at: { state: string; guard: string | undefined }): boolean {
  return row.on === on && row.guard === at.guard && (row.from ?? []).includes(at.state);
}

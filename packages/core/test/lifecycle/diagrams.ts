import { type Lifecycle, lifecycles } from '@open-return-forwarding/protocol';
import { type State, type Transition, transitionsOf } from '../../src/lifecycle/table.ts';

/** The part of the prose that a life cycle's table decides: its diagram and its states, as Markdown. */
export function describeLifecycle(lifecycle: Lifecycle): string {
  return ['```mermaid', ...diagram(lifecycle), '```', '', ...stateTable(lifecycle)].join('\n');
}

function diagram(lifecycle: Lifecycle): string[] {
  const { initial, terminal } = lifecycles[lifecycle];
  return [
    'stateDiagram-v2',
    ...initial.map((status) => `  [*] --> ${status}`),
    ...edges(lifecycle),
    ...terminal.map((status) => `  ${status} --> [*]`),
  ];
}

/** One arrow per pair of states, with everything that leads from the one to the other. */
function edges(lifecycle: Lifecycle): string[] {
  const labels = new Map<string, string[]>();
  for (const row of transitionsOf(lifecycle)) {
    for (const from of row.from) {
      const arrow = `${from} --> ${row.to}`;
      labels.set(arrow, [...(labels.get(arrow) ?? []), label(row)]);
    }
  }
  return [...labels].map(([arrow, each]) => `  ${arrow}: ${[...new Set(each)].join(', ')}`);
}

function label({ on, kind, guard }: Transition): string {
  return `${kind === 'deadline' ? '@' : ''}${on}${guard === undefined ? '' : ` [${guard}]`}`;
}

function stateTable(lifecycle: Lifecycle): string[] {
  const states: Readonly<Record<string, State & { waits_for?: string; description: string }>> =
    lifecycles[lifecycle].states;
  const rows = Object.entries(states).map(([name, { owner, deadline, waits_for, description }]) => {
    const end = deadline === undefined ? (waits_for ?? '') : `\`${deadline}\``;
    return `| \`${name}\` | ${owner} | ${end} | ${description} |`;
  });
  return ['| state | owner | runs under, or waits for | meaning |', '| --- | --- | --- | --- |', ...rows];
}

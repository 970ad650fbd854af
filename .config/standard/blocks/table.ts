import type { Lifecycle, Lifecycles, Transition } from '../lifecycles.ts';

/** A life cycle as a diagram and a table of its states; undefined if there is none of that name. */
export function lifecycleBlock({ lifecycles }: Lifecycles, name: string): string | undefined {
  const lifecycle = lifecycles[name];
  if (lifecycle === undefined) return undefined;
  return ['```mermaid', ...diagram(lifecycle), '```', '', ...stateTable(lifecycle)].join('\n');
}

function diagram({ initial, terminal, transitions }: Lifecycle): string[] {
  return [
    'stateDiagram-v2',
    ...initial.map((status) => `  [*] --> ${status}`),
    ...edges(transitions),
    ...terminal.map((status) => `  ${status} --> [*]`),
  ];
}

/** One arrow per pair of states, with everything that leads from the one to the other. */
function edges(transitions: readonly Transition[]): string[] {
  const labels = new Map<string, string[]>();
  for (const row of transitions) {
    for (const from of row.from ?? []) {
      const arrow = `${from} --> ${row.to}`;
      labels.set(arrow, [...(labels.get(arrow) ?? []), label(row)]);
    }
  }
  return [...labels].map(([arrow, each]) => `  ${arrow}: ${[...new Set(each)].join(', ')}`);
}

function label({ on, kind, guard }: Transition): string {
  return `${kind === 'deadline' ? '@' : ''}${on}${guard === undefined ? '' : ` [${guard}]`}`;
}

function stateTable({ states }: Lifecycle): string[] {
  const rows = Object.entries(states).map(([name, { owner, deadline, waits_for, description }]) => {
    const end = deadline === undefined ? (waits_for ?? '') : `\`${deadline}\``;
    return `| \`${name}\` | ${owner} | ${end} | ${description} |`;
  });
  return ['| state | owner | runs under, or waits for | meaning |', '| --- | --- | --- | --- |', ...rows];
}

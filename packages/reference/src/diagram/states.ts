import type { Cycle, Transition } from './cycle.ts';

/** Reads a state diagram of Mermaid: arrows with their triggers, `[*]` for beginning and end. Throws on any other line. */
export function parseStates(source: string): Cycle {
  const initial: string[] = [];
  const terminal: string[] = [];
  const names = new Set<string>();
  const transitions: Transition[] = [];
  for (const line of linesOf(source)) {
    const [, from, to, label = ''] = /^(\S+)\s*-->\s*([^\s:]+)\s*(?::\s*(.*))?$/.exec(line) ?? [];
    if (from === undefined || to === undefined) throw new Error(`not understood in a state diagram: ${line}`);
    for (const name of [from, to]) if (name !== '[*]') names.add(name);
    if (from === '[*]') initial.push(to);
    else if (to === '[*]') terminal.push(from);
    else transitions.push(...moves({ from, to, label }));
  }
  const states = Object.fromEntries([...names].map((name) => [name, { owner: '', description: '' }]));
  return { name: 'states', schemaName: '', initial, terminal, states, transitions };
}

/** Each move as a line of text: `offered → listed: choose_forward`. */
export function movesOf({ transitions, initial, terminal }: Cycle): string[] {
  const moves = Map.groupBy(transitions, ({ from, to }) => `${from.join()} → ${to}`);
  return [
    `begins as ${initial.join(', ')}`,
    ...[...moves].map(([move, same]) => `${move}: ${same.map(({ on }) => on).join(', ')}`),
    ...(terminal.length > 0 ? [`ends as ${terminal.join(', ')}`] : []),
  ];
}

function linesOf(source: string): string[] {
  return source
    .split('\n')
    .map((line) => line.replace(/%%.*$/, '').trim())
    .filter((line) => line !== '' && !/^(stateDiagram(-v2)?|direction\s+\w+)$/.test(line));
}

function moves({ from, to, label }: { from: string; to: string; label: string }): Transition[] {
  return label.split(/,\s*/).map((on) => ({
    on,
    kind: on.startsWith('@') ? 'deadline' : 'command',
    from: [from],
    to,
    description: '',
  }));
}

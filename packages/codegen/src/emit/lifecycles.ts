import { type JsonObject, listOf, objectOf, stringsOf, textOf } from '../json.ts';
import type { Contract } from '../read/model.ts';
import { type GeneratedFile, header, literal, union } from './file.ts';

/** The life cycles as constant tables, and the names that occur in them as unions. */
export function emitLifecycles(contract: Contract): GeneratedFile {
  const { lifecycles, deadlines, effects } = contract.lifecycles;
  const transitions = Object.values(objectOf(lifecycles)).flatMap((one) =>
    listOf(objectOf(one).transitions).map(objectOf),
  );
  const text = `export const lifecycles = ${literal(objectOf(lifecycles))} as const;

export const lifecycleDeadlines = ${literal(objectOf(deadlines))} as const;

export const lifecycleEffects = ${literal(objectOf(effects))} as const;

/** Name of a life cycle. */
export type Lifecycle = keyof typeof lifecycles;
/** A command, deadline or effect that moves an object to another state. */
export type Trigger = ${union(names(transitions, 'on'))};
/** A condition that a transition asks for. */
export type GuardName = ${union(names(transitions, 'guard'))};
export type DeadlineName = keyof typeof lifecycleDeadlines;
export type EffectName = keyof typeof lifecycleEffects;
`;
  return { path: 'lifecycles.ts', text: header(contract.places.lifecycles) + text };
}

function names(transitions: readonly JsonObject[], name: string): string[] {
  const found = transitions.flatMap((one) =>
    Array.isArray(one[name]) ? stringsOf(one[name]) : [textOf(one[name])],
  );
  return [...new Set(found.filter((value) => value !== ''))].sort();
}

import type { Fault } from '../fault.ts';
import { type JsonObject, listOf, objectOf, stringsOf, textOf } from '../json.ts';
import type { Contract } from '../read/model.ts';

interface Cycle {
  readonly name: string;
  readonly source: JsonObject;
  readonly states: readonly string[];
  readonly terminal: readonly string[];
  readonly transitions: readonly JsonObject[];
}

/** What must hold of the life cycles: nobody waits for ever, and every name in a table is a known one. */
export function lifecycleFaults(contract: Contract): Fault[] {
  const faults = Object.entries(objectOf(contract.lifecycles.lifecycles)).flatMap(([name, value]) => {
    const source = objectOf(value);
    const cycle: Cycle = {
      name,
      source,
      states: Object.keys(objectOf(source.states)),
      terminal: stringsOf(source.terminal),
      transitions: listOf(source.transitions).map(objectOf),
    };
    return [
      ...enumFaults(contract, cycle),
      ...stateFaults(contract, cycle),
      ...transitionFaults(contract, cycle),
    ];
  });
  return faults.map(({ place, message }) => ({
    place: `${contract.places.lifecycles}#/lifecycles/${place}`,
    message,
  }));
}

function enumFaults(contract: Contract, { name, source, states, terminal }: Cycle): Fault[] {
  const schema = textOf(source.schema);
  const values = stringsOf(objectOf(contract.api.schemas[schema]).enum);
  const differing = [
    ...values.filter((value) => !states.includes(value)),
    ...states.filter((state) => !values.includes(state)),
  ];
  const initial = stringsOf(source.initial);
  const unknown = [...initial, ...terminal].filter((state) => !states.includes(state));
  return [
    ...(initial.length === 0 ? ['names no initial state'] : []),
    ...(differing.length === 0
      ? []
      : [`its states are not the values of \`${schema}\`: ${differing.join(', ')}`]),
    ...unknown.map((state) => `\`${state}\` is initial or terminal but no state`),
  ].map((message) => ({ place: name, message }));
}

function stateFaults(contract: Contract, cycle: Cycle): Fault[] {
  const deadlines = objectOf(contract.lifecycles.deadlines);
  const reached = reachable(cycle);
  return cycle.states.flatMap((state) => {
    const source = objectOf(objectOf(cycle.source.states)[state]);
    const place = `${cycle.name}/states/${state}`;
    const messages = namesOf(source.deadline)
      .filter((name) => deadlines[name] === undefined)
      .map((name) => `deadline \`${name}\` is not declared`);
    if (!reached.has(state)) messages.push('cannot be reached');
    if (!cycle.terminal.includes(state)) messages.push(...openStateFaults(cycle, state, source));
    return messages.map((message) => ({ place, message }));
  });
}

function openStateFaults(cycle: Cycle, state: string, source: JsonObject): string[] {
  const leaving = cycle.transitions.filter((one) => stringsOf(one.from).includes(state));
  const waits = textOf(source.waits_for) !== '';
  return [
    ...(textOf(source.owner) === '' ? ['has no owner'] : []),
    ...(namesOf(source.deadline).length === 0 && !waits ? ['has neither a deadline nor a `waits_for`'] : []),
    ...(leaving.length === 0 ? ['is not terminal, but no transition leaves it'] : []),
    ...namesOf(source.deadline)
      .filter((name) => !leaving.some((one) => namesOf(one.on).includes(name)))
      .map((name) => `no transition leaves it on its deadline \`${name}\``),
  ];
}

function transitionFaults(contract: Contract, cycle: Cycle): Fault[] {
  const deadlines = objectOf(contract.lifecycles.deadlines);
  const effects = objectOf(contract.lifecycles.effects);
  const events = stringsOf(objectOf(contract.api.schemas.EventType).enum);
  return cycle.transitions.flatMap((one, index) => {
    const unknownStates = [...stringsOf(one.from), textOf(one.to)].filter(
      (state) => !cycle.states.includes(state),
    );
    const kind = textOf(one.kind);
    const messages = [
      ...unknownStates.map((state) => `\`${state}\` is no state`),
      ...(namesOf(one.on).length === 0 ? ['has no `on`'] : []),
      ...(['command', 'deadline', 'effect'].includes(kind) ? [] : ['`kind` is command, deadline or effect']),
      ...(kind === 'deadline' ? namesOf(one.on) : [])
        .filter((name) => deadlines[name] === undefined)
        .map((name) => `deadline \`${name}\` is not declared`),
      ...stringsOf(one.emits)
        .filter((type) => !events.includes(type))
        .map((type) => `\`${type}\` is no EventType`),
      ...stringsOf(one.effects)
        .filter((name) => effects[name] === undefined)
        .map((name) => `effect \`${name}\` is not declared`),
    ];
    return messages.map((message) => ({ place: `${cycle.name}/transitions/${index}`, message }));
  });
}

function namesOf(value: JsonObject[string] | undefined): string[] {
  return typeof value === 'string' ? [value] : stringsOf(value);
}

function reachable(cycle: Cycle): Set<string> {
  const reached = new Set(stringsOf(cycle.source.initial));
  for (let size = -1; size !== reached.size; ) {
    size = reached.size;
    for (const one of cycle.transitions) {
      if (stringsOf(one.from).some((state) => reached.has(state))) reached.add(textOf(one.to));
    }
  }
  return reached;
}

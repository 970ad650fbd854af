import type { OrderStream, WaitingProblem } from '../../src/matching/waiting.ts';

const slotsPerRun = 4_000;

/** The value of waiting by exhaustive dynamic programming over short slots with at most one order each. */
export function valueBySlots(problem: WaitingProblem, days: number): number {
  return refined((slots) => walk(problem, days, slots).value);
}

/** The probability of a match under the same choices. */
export function matchProbabilityBySlots(problem: WaitingProblem, days: number): number {
  return refined((slots) => walk(problem, days, slots).matched);
}

/** Two slot lengths give away the error of the first order. */
function refined(run: (slots: number) => number): number {
  return 2 * run(2 * slotsPerRun) - run(slotsPerRun);
}

/** Backwards from the window's end: in each slot, each possible order is taken or left, whichever is allowed and better. */
function walk(problem: WaitingProblem, days: number, slots: number): { value: number; matched: number } {
  const slot = days / slots;
  let state = { value: problem.pending_value, matched: problem.pending_value > 0 ? 1 : 0 };
  for (let i = 0; i < slots; i += 1) {
    const general = step(problem.general, state, (value) => value > 0 && value >= state.value);
    const naming = step(problem.naming, state, (value) => value > 0);
    const value = state.value + slot * (general.value + naming.value - problem.waiting_cost_per_day);
    const matched = state.matched + slot * (general.matched + naming.matched);
    state = value > 0 ? { value, matched } : { value: 0, matched };
  }
  return state;
}

/** What one order a day of this stream changes per day. */
function step(
  stream: OrderStream,
  state: { value: number; matched: number },
  taken: (value: number) => boolean,
) {
  const change = { value: 0, matched: 0 };
  for (const { value, share } of stream.outcomes) {
    if (!taken(value)) continue;
    change.value += stream.per_day * share * (value - state.value);
    change.matched += stream.per_day * share * (1 - state.matched);
  }
  return change;
}

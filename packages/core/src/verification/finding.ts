/** A figure of a decision record that does not follow from the others. */
export interface DecisionFinding {
  /** JSON Pointer to the member at fault. */
  readonly pointer: string;
  /** What is wrong, in a sentence with the figures. */
  readonly detail: string;
}

/** Compares what a record shows with what it comes to, and keeps what differs. */
export class Findings {
  readonly all: DecisionFinding[] = [];

  expect(pointer: string, shown: unknown, computed: unknown): void {
    if (shown === computed) return;
    this.say(pointer, `The record shows ${named(shown)}; it comes to ${named(computed)}.`);
  }

  say(pointer: string, detail: string): void {
    this.all.push({ pointer, detail });
  }
}

function named(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

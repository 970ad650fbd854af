/** One thing that is wrong, where (`file:line`), and in the message how to put it right. */
export interface Fault {
  readonly place: string;
  readonly message: string;
}

/** Prints each fault on a line of its own, as `file:line: message`. */
export function report(faults: readonly Fault[]): void {
  for (const { place, message } of faults) process.stderr.write(`${place}: ${message}\n`);
}

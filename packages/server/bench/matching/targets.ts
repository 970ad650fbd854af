/** A figure that is promised, and whether it came out. */
export interface Target {
  readonly name: string;
  readonly promised: string;
  readonly found: number;
  readonly holds: boolean;
}

/** Promises that a figure is at least so much. A figure that is missing breaks the promise. */
export function atLeast(name: string, found: number, bound: number): Target {
  return { name, promised: `>= ${bound}`, found, holds: found >= bound };
}

/** Promises that a figure is at most so much. A figure that is missing breaks the promise. */
export function atMost(name: string, found: number, bound: number): Target {
  return { name, promised: `<= ${bound}`, found, holds: found <= bound };
}

/** A line a target, as people read it. */
export function tellTargets(targets: readonly Target[]): string {
  return targets
    .map(
      ({ name, promised, found, holds }) =>
        `${holds ? 'holds ' : 'BROKEN'} ${name} ${Number(found.toPrecision(5))} ${promised}\n`,
    )
    .join('');
}

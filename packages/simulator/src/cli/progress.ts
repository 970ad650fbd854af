/** Where progress is written. */
export interface ProgressOutput {
  write(text: string): unknown;
  isTTY?: boolean;
}

/** Shows how far a step is. */
export interface ProgressBar {
  show(step: string, done: number): void;
  end(): void;
}

const WIDTH = 24;
const EVERY_MS = { terminal: 100, file: 5_000 };

/** A bar on one line of a terminal; elsewhere a line every few seconds. Never on stdout. */
export function progressBar(output: ProgressOutput, now: () => number = Date.now): ProgressBar {
  const every = output.isTTY === true ? EVERY_MS.terminal : EVERY_MS.file;
  let shown = Number.NEGATIVE_INFINITY;
  let last = '';
  return {
    show(step, done) {
      const isNew = step !== last && output.isTTY !== true;
      if (!isNew && now() - shown < every && done < 1) return;
      shown = now();
      last = step;
      const line = barLine(step, done);
      output.write(output.isTTY === true ? `\r\u001B[K${line}` : `${line}\n`);
    },
    end() {
      if (output.isTTY === true) output.write('\n');
    },
  };
}

/** `reading   [######..................]  25 %`. */
export function barLine(step: string, done: number): string {
  const share = Math.max(0, Math.min(1, done));
  const full = Math.round(share * WIDTH);
  const bar = '#'.repeat(full) + '.'.repeat(WIDTH - full);
  return `${step.padEnd(10)} [${bar}] ${String(Math.round(100 * share)).padStart(3)} %`;
}

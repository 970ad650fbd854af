const EVERY_MS = 1_000;

/** Tells how far a long run is: done, rate, time left. */
export interface Progress {
  add(done: number): void;
  end(): void;
}

/** Where progress is written. */
export interface ProgressOutput {
  write(text: string): unknown;
  isTTY?: boolean;
}

/** Writes one line a second at most; on a terminal always the same one. */
export function progressOf(total: number, output: ProgressOutput, now: () => number = Date.now): Progress {
  const started = now();
  let done = 0;
  let shown = started;
  const show = () => {
    shown = now();
    const line = progressLine({ done, total, seconds: (shown - started) / 1000 });
    output.write(output.isTTY ? `\r\u001B[K${line}` : `${line}\n`);
  };
  return {
    add(more) {
      done += more;
      if (now() - shown >= EVERY_MS) show();
    },
    end() {
      show();
      if (output.isTTY) output.write('\n');
    },
  };
}

/** `4200 of 9916 lines, 812 a second, 7 s left`. */
export function progressLine({
  done,
  total,
  seconds,
}: {
  done: number;
  total: number;
  seconds: number;
}): string {
  const rate = seconds > 0 ? done / seconds : 0;
  const left = rate > 0 ? Math.ceil((total - done) / rate) : undefined;
  return [
    `${done} of ${total} lines`,
    `${Math.round(rate)} a second`,
    left === undefined ? 'time left unknown' : `${left} s left`,
  ].join(', ');
}

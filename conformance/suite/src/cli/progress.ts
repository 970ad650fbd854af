import type { Writable } from 'node:stream';
import type { CheckRecord } from '../run/run.ts';

/** Shows how far a run is: one line that moves on a terminal, and a line per check that went wrong. */
export function progress(out: Writable & { isTTY?: boolean }) {
  return ({ check, judgement }: CheckRecord, { at, of }: { at: number; of: number }): void => {
    const { kind } = judgement.ending;
    if (kind === 'failed' || kind === 'harness_error' || kind === 'blocked') {
      out.write(`${out.isTTY === true ? '\r\x1b[K' : ''}${kind.padEnd(13)} ${check.id}\n`);
    }
    if (out.isTTY === true) out.write(at === of ? '\r\x1b[K' : `\r\x1b[K${at}/${of} ${check.id}`);
  };
}

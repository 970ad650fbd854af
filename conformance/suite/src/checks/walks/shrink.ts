import type { Trial } from '../../run/trial.ts';
import { following } from './guides.ts';
import { type Step, type Walked, walk } from './walk.ts';

/** So many walks are made at most to make one shorter. */
const MOST = 60;

/** The shortest walk found that breaks the same requirement: with the first object of each kind, if it can be, and without the steps that it does not need. */
export async function shortest(trial: Trial, found: Walked): Promise<Walked> {
  const first = found.steps.map((step) => ({ ...step, target: 0 }));
  let best = (await again(trial, first, found)) ?? found;
  let walks = 1;
  for (let size = Math.ceil(found.steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < best.steps.length && walks < MOST; ) {
      walks += 1;
      const tried = await again(trial, without(best.steps, from, size), found);
      if (tried === undefined) from += size;
      else best = tried;
    }
  }
  return best;
}

async function again(trial: Trial, steps: readonly Step[], found: Walked): Promise<Walked | undefined> {
  const walked = await walk(trial, following(steps));
  return walked.broken?.requirement === found.broken?.requirement ? walked : undefined;
}

function without(steps: readonly Step[], from: number, size: number): Step[] {
  return [...steps.slice(0, from), ...steps.slice(from + size)];
}

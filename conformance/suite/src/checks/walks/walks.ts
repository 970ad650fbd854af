import type { Trial } from '../../run/trial.ts';
import { scopedCheck } from '../../stage/shapes.ts';
import { wandering } from './guides.ts';
import { numbersFrom } from './random.ts';
import { shortest } from './shrink.ts';
import { type Walked, walk } from './walk.ts';

const REQUIREMENTS = ['ORF-GEN-003', 'ORF-GEN-004', 'ORF-GEN-006'] as const;
const WALKS = 6;
const LENGTH = 30;

/** Asserts all three of a walk; what broke is told with the shortest script that shows it. */
async function judge(trial: Trial, walked: Walked): Promise<void> {
  const found = walked.broken === undefined ? walked : await shortest(trial, walked);
  const { seed } = trial.around;
  for (const requirement of REQUIREMENTS) {
    const broken = found.broken?.requirement === requirement ? found.broken : undefined;
    trial.must(requirement, {
      holds: broken === undefined,
      expected: broken?.expected ?? 'steps by the life cycles',
      actual: `${broken?.actual} (seed ${seed}, ${found.steps.length} steps):\n${found.script}`,
    });
  }
}

const random = scopedCheck({
  id: 'walks.random',
  title: 'Commands in any order, in place and out of place, lead where the life cycles lead and nowhere else',
  requirements: REQUIREMENTS,
  run: async (trial) => {
    for (let number = 1; number <= WALKS; number += 1) {
      const next = numbersFrom(`${trial.around.seed}/${number}`);
      await judge(trial, await walk(trial, wandering(trial.around.contract, { next, length: LENGTH })));
    }
  },
});

export const checks = [random];

import { leakedWord } from '../../label/leaks.ts';
import type { Check } from '../../run/check.ts';
import { fact, problem, status } from '../../run/claim.ts';
import { BUYERS_WORDS } from '../../stage/marks.ts';
import { delivered, rate } from '../../stage/parcels.ts';
import { coreCheck } from '../../stage/shapes.ts';
import { fresh } from '../../stage/stage.ts';

const words = coreCheck({
  id: 'ratings.words',
  title: "The buyer's own words stand in no event, explanation, timeline or problem",
  requirements: ['ORF-RAT-006'],
  run: async (trial) => {
    await fresh(trial);
    const match = await delivered(trial);
    const rating = { verdict: 'negative', issues: ['dirty'], note: BUYERS_WORDS };
    trial.need('a rating', status(await rate(trial, match, rating), 201));
    const again = await rate(trial, match, rating);
    trial.need('a second rating', problem(again, 'already_rated', 409));
    const path = { return_id: match.return_id };
    const readings = [
      await trial.call('listEvents', { query: { subject_id: match.forward_id } }),
      await trial.call('getReturnTimeline', { path }),
    ];
    for (const audience of ['consumer', 'support', 'finance'])
      readings.push(await trial.call('explainReturn', { path, query: { audience } }));
    for (const reply of readings) trial.need('a reading', status(reply, 200));
    for (const reply of [again, ...readings]) {
      const word = leakedWord(reply.text, [BUYERS_WORDS]);
      trial.judge(
        'ORF-RAT-006',
        fact("none of the buyer's words", word === undefined, { actual: word, reply }),
      );
    }
  },
});

export const checks: readonly Check[] = [words];

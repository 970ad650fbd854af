import { same } from '../../run/claim.ts';
import type { Trial } from '../../run/trial.ts';
import { scopedCheck } from '../../stage/shapes.ts';
import { play, sequencesIn } from './script.ts';

/** The published sequences, and what they are about. */
const FILES: Readonly<Record<string, string>> = {
  offer: 'an offer',
  window: 'a listing and its window',
  orders: 'orders',
  'before-hand-in': 'a match that ends before the hand-in',
  accepted: 'an item that the buyer accepts',
  hold: 'a hold',
  dispute: 'a dispute',
  late: 'a hand-in that comes to light late',
  lost: 'a lost parcel',
  undeliverable: 'an undeliverable parcel',
  statutory: "the law's date",
};

export const checks = Object.entries(FILES).map(([file, what]) =>
  scopedCheck({
    id: `events.sequence-of-${file}`,
    title: `The events of ${what} are those of the published sequences`,
    requirements: ['ORF-EVT-002'],
    run: (trial) => runSequences(trial, file),
  }),
);

async function runSequences(trial: Trial, file: string): Promise<void> {
  for (const sequence of sequencesIn(trial.around.published(`vectors/lifecycles/${file}.json`))) {
    for (const { step, found } of await play(trial, sequence)) {
      trial.judge('ORF-EVT-002', same(`${sequence.name}, ${step.do} at ${step.at}`, found, step.events));
    }
  }
}

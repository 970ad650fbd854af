import { at } from '../contract/documents.ts';
import type { Reply } from '../run/reply.ts';
import type { Trial } from '../run/trial.ts';
import { confirm, delivered, rate } from './parcels.ts';
import type { Match } from './stage.ts';

/** Asks for a person to be forgotten. */
export function erase(trial: Trial, consumer_ref: string): Promise<Reply> {
  return trial.call('eraseConsumer', { body: { consumer_ref } });
}

/** The erasure that an answer shows, as it is now. */
export function lookAtErasure(trial: Trial, erasure: Reply): Promise<Reply> {
  return trial.call('getErasure', { path: { erasure_id: String(at(erasure.json, '/id')) } });
}

/** A match that went to its end: rated well, the refund paid. */
export async function settledMatch(trial: Trial, sender: string): Promise<Match> {
  const match = await delivered(trial, { return: { consumer: { ref: sender } } });
  await finish(trial, match);
  return match;
}

/** The buyer is content, and the refund is paid. */
export async function finish(trial: Trial, match: Match): Promise<void> {
  trial.need('the buyer rates', {
    holds: (await rate(trial, match, { verdict: 'positive' })).status === 201,
    expected: 'a rating',
    actual: 'a refusal',
  });
  const paid = await confirm(trial, match);
  trial.need('the refund is paid', {
    holds: paid.status === 200,
    expected: 'status 200',
    actual: `status ${paid.status}`,
  });
}

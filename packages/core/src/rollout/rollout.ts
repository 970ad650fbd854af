import type { RolloutPolicy } from '@open-return-forwarding/protocol';
import { rolloutBucket } from './bucket.ts';

/** What the rollout asks about a return. */
export interface RolloutSubject {
  readonly category: string;
  readonly reason: string;
  readonly segment?: string | undefined;
  readonly consumer_ref: string;
}

export type RolloutCode =
  | 'rollout_included'
  | 'rollout_category'
  | 'rollout_reason'
  | 'rollout_segment'
  | 'rollout_share';

export interface RolloutVerdict {
  readonly in: boolean;
  readonly code: RolloutCode;
}

/**
 * Whether a return takes part, and the first gate that kept it out: category, reason, segment, share. A consumer without
 * a segment is in no listed segment. Raising `share_bp` only ever adds consumers.
 */
export function inRollout(policy: RolloutPolicy, subject: RolloutSubject): RolloutVerdict {
  if (!admits(policy.categories, subject.category)) return { in: false, code: 'rollout_category' };
  if (!admits(policy.reasons, subject.reason)) return { in: false, code: 'rollout_reason' };
  if (!admits(policy.segments, subject.segment)) return { in: false, code: 'rollout_segment' };
  if (rolloutBucket(subject.consumer_ref) >= policy.share_bp) return { in: false, code: 'rollout_share' };
  return { in: true, code: 'rollout_included' };
}

function admits(listed: readonly string[], value: string | undefined): boolean {
  return listed.length === 0 || (value !== undefined && listed.includes(value));
}

import type { RolloutPolicy } from '@open-return-forwarding/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rolloutBucket } from '../../src/rollout/bucket.ts';
import { inRollout, type RolloutSubject, type RolloutVerdict } from '../../src/rollout/rollout.ts';
import { readVectors } from '../pricing/read-vectors.ts';

describe('the bucket of a consumer', () => {
  it.each(readVectors<{ consumer_ref: string }, number>('rollout/bucket.json').cases)(
    '$name',
    ({ input, expected }) => {
      expect(rolloutBucket(input.consumer_ref)).toBe(expected);
    },
  );

  it('spreads references that count up evenly over ten equal parts', () => {
    const parts = Array.from({ length: 10 }, () => 0);
    for (let i = 0; i < 10_000; i += 1) {
      const part = Math.floor(rolloutBucket(`C-${i}`) / 1000);
      parts[part] = (parts[part] ?? 0) + 1;
    }
    // Four standard deviations of a fair draw.
    for (const part of parts) expect(Math.abs(part - 1000)).toBeLessThan(120);
  });
});

describe('the rollout', () => {
  type Input = { rollout: RolloutPolicy; subject: RolloutSubject };
  it.each(readVectors<Input, RolloutVerdict>('rollout/rollout.json').cases)(
    '$name',
    ({ input, expected }) => {
      expect(inRollout(input.rollout, input.subject)).toEqual(expected);
    },
  );

  it('keeps everybody who is in when the share is raised', () => {
    const share = fc.integer({ min: 0, max: 10_000 });
    fc.assert(
      fc.property(fc.string(), share, share, (consumer_ref, a, b) => {
        const subject = { category: 'c', reason: 'style', consumer_ref };
        const at = (share_bp: number) =>
          inRollout({ categories: [], reasons: [], segments: [], share_bp }, subject).in;
        expect(at(Math.max(a, b)) || !at(Math.min(a, b))).toBe(true);
      }),
    );
  });
});

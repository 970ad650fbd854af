import type { Decision } from '@open-return-forwarding/protocol';
import { describe, expect, it } from 'vitest';
import { decideMatch, type MatchDecision, type MatchQuestion } from '../../src/matching/choose.ts';
import type { MatchPolicy } from '../../src/matching/facts.ts';
import { verifyDecision } from '../../src/verification/verify.ts';
import { readVectors } from '../pricing/read-vectors.ts';

type Input = { policy: string; question: MatchQuestion };
const vectors = readVectors<Input, MatchDecision>('matching/decide.json');

/** A decision as the server keeps it, from one of the published cases. */
function recordOf({ policy, question }: Input): Decision {
  const deciding = vectors.policies?.[policy] as MatchPolicy;
  const { tally, ...answer } = decideMatch(deciding, question);
  const { code: _, ...shown } = answer;
  return {
    id: 'dec_1',
    kind: question.kind,
    decided_at: question.now,
    inputs: { sku: 'A', currency: 'EUR', patience: deciding.matching.patience, ...tally },
    ...shown,
    policy_version: 1,
    digest: '0'.repeat(64),
  };
}

describe('a decision record', () => {
  it.each(vectors.cases)('follows from itself: $name', ({ input }) => {
    expect(verifyDecision(recordOf(input))).toEqual([]);
  });
});

/** Every number in a record with its pointer, apart from those that are inputs of nothing. */
function numbersIn(value: unknown, at = ''): string[] {
  if (typeof value === 'number') return [at];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => numbersIn(member, `${at}/${name}`));
}

function changed(record: Decision, pointer: string): Decision {
  const copy = structuredClone(record);
  const names = pointer.slice(1).split('/');
  const last = names.pop() ?? '';
  let holder: Record<string, unknown> = copy as never;
  for (const name of names) holder = holder[name] as Record<string, unknown>;
  // Ten per cent and a hundred: more than any rounding hides.
  holder[last] = Math.round((holder[last] as number) * 1.1) + 100;
  return copy;
}

/** Other figures follow from these only after rounding, or none does; the first days of the prior only from each other. */
const quiet = /\/(policy_version|gross|ratings|cross_border_surcharge|prior_bp_by_day)/;

describe('a record in which one figure was changed', () => {
  const names = ['learned demand, three listings', 'pending orders for two listings raise both bars'];
  const records = vectors.cases
    .filter(({ name }) => names.includes(name))
    .map(({ input }) => recordOf(input));

  it.each(records.flatMap((record) => numbersIn(record).map((pointer) => ({ record, pointer }))))(
    'is found out at $pointer',
    ({ record, pointer }) => {
      if (quiet.test(pointer)) return;
      expect(verifyDecision(changed(record, pointer))).not.toEqual([]);
    },
  );

  it('names the member at fault and what it comes to', () => {
    const [record] = records;
    if (record === undefined) throw new Error('no case');
    const value = record.candidates[0]?.components?.avoided ?? 0;
    expect(verifyDecision(changed(record, '/candidates/0/components/avoided'))).toContainEqual({
      pointer: '/candidates/0/components/avoided',
      detail: `The record shows ${Math.round(value * 1.1) + 100}; it comes to ${value}.`,
    });
  });

  it.each([
    ['another choice', { chosen: { listing_id: 'lst_9', order_id: 'ord_1' } }, '/chosen/listing_id'],
    ['another algorithm', { algorithm: { name: 'house', version: '1' } }, '/algorithm'],
    ['no waiting problems', { waiting_problems: [] }, '/candidates/0/waiting_problem'],
  ])('tells of %s', (_, members, pointer) => {
    const [record] = records;
    if (record === undefined) throw new Error('no case');
    const found = verifyDecision({ ...record, ...members });
    expect(found.map((each) => each.pointer)).toContain(pointer);
  });
});

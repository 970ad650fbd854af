import { assessmentCodeValues, criterionCodeValues } from '@open-return-forwarding/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from '../../src/assessment/assess.ts';
import { type AssessmentInput, base, cases, inputOf, merged } from './vectors.ts';

const outcomeOf = ({ criterion, outcome, code }: (typeof base.expected.criteria)[number]) => ({
  criterion,
  outcome,
  code,
});

describe('the published assessments', () => {
  it('judges the base return as published', () => {
    expect(assess(base.input.subject, base.input.context)).toEqual(base.expected);
  });

  it.each(cases.map((each) => [each.name, each] as const))('%s', (_name, each) => {
    const { subject, context } = inputOf(each);
    const found = assess(subject, context);
    const named = new Set(each.expected.criteria.map(({ criterion }) => criterion));
    const unnamed = ({ criterion }: { criterion: string }) => !named.has(criterion as never);
    expect({ eligible: found.eligible, route_reason: found.route_reason }).toEqual({
      route_reason: undefined,
      ...each.expected,
      criteria: undefined,
    });
    expect(found.criteria.filter(({ criterion }) => named.has(criterion))).toEqual(each.expected.criteria);
    expect(found.criteria.filter(unnamed).map(outcomeOf)).toEqual(
      base.expected.criteria.filter(unnamed).map(outcomeOf),
    );
  });

  it('gives every code at least once', () => {
    const given = [base, ...cases].flatMap(({ expected }) => expected.criteria.map(({ code }) => code));
    expect([...new Set(given)].sort()).toEqual([...assessmentCodeValues].sort());
  });
});

describe('any assessment', () => {
  const anyInput = fc.constantFrom(...cases).map(inputOf);

  it('lists every criterion once, in the order of the contract', () => {
    fc.assert(
      fc.property(anyInput, ({ subject, context }) => {
        const judged = assess(subject, context).criteria.map(({ criterion }) => criterion);
        expect(judged).toEqual([...criterionCodeValues]);
      }),
    );
  });

  it('is eligible exactly if nothing fails, and has a route reason exactly if something does', () => {
    fc.assert(
      fc.property(anyInput, ({ subject, context }) => {
        const found = assess(subject, context);
        const fails = found.criteria.some(({ outcome }) => outcome === 'fail');
        expect(found.eligible).toBe(!fails);
        expect(found.route_reason !== undefined).toBe(fails);
      }),
    );
  });

  it('never turns eligible by one more thing that speaks against it', () => {
    const against = fc.constantFrom<object>(
      { subject: { product: { fragile: true } } },
      { subject: { product: { perishable: true } } },
      { subject: { product: { fit: 'low' } } },
      { subject: { reason_code: 'defective' } },
      { subject: { condition: { checklist: { clean: false } } } },
      { subject: { consumer: { ref: 'C-77', flags: ['wardrobing'] } } },
      { subject: { ship_from_country: 'US' } },
      { context: { forecast: { best_value: 0 } } },
      { context: { pricing_refusal: 'discount_excluded' } },
      { context: { policy: { rollout: { share_bp: 0 } } } },
      { context: { policy: { eligibility: { required_evidence: ['document'] } } } },
    );
    fc.assert(
      fc.property(anyInput, against, (input, patch) => {
        const before = assess(input.subject, input.context).eligible;
        const worse = merged(input, patch) as AssessmentInput;
        expect(before || !assess(worse.subject, worse.context).eligible).toBe(true);
      }),
    );
  });

  it('carries nothing of the consumer', () => {
    fc.assert(
      fc.property(anyInput, fc.constantFrom('fraud_suspected', 'wardrobing'), (input, flag) => {
        const consumer = { ref: 'ref-of-a-person', segment: 'segment-of-a-person', flags: [flag] };
        const written = JSON.stringify(assess({ ...input.subject, consumer }, input.context));
        expect(written).not.toContain(flag);
        expect(written).not.toContain('of-a-person');
      }),
    );
  });
});

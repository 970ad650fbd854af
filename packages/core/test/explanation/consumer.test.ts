import { type Assessment, routeReasonCodeValues } from '@open-return-forwarding/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from '../../src/assessment/assess.ts';
import { explain } from '../../src/explanation/explain.ts';
import { cases as eligibilityCases, inputOf } from '../assessment/vectors.ts';
import { base, cases, never, request } from './vectors.ts';

const languages = ['en', 'nl', 'de', 'fr'] as const;
const named = cases.map((each) => [each.name, each] as const);

function spoken(explanation: ReturnType<typeof explain>): string {
  return [explanation.headline, ...explanation.lines.map(({ text }) => text)].join('\n');
}

function isWordIn(text: string): (word: string) => boolean {
  return (word) => new RegExp(`(?<!\\p{L})${word}`, 'iu').test(text);
}

describe.each(languages)('what a consumer is told in %s', (locale) => {
  it.each(named)('%s', (_name, { input, expected }) => {
    const told = explain(request(input, { locale }));
    expect(told.lines.map(({ code }) => code)).toEqual(expected.codes);
    expect(told.locale).toBe(locale);
    expect(spoken(told)).not.toMatch(/undefined|NaN|\[object|Invalid/);
    expect(never[locale].filter(isWordIn(spoken(told)))).toEqual([]);
  });

  it('reads the same for a flag, the value, demand, the rollout and no verdict', () => {
    const silent = cases.filter(({ expected }) => expected.codes[0] === 'warehouse_as_usual');
    const texts = silent.map(({ input }) => spoken(explain(request(input, { locale }))));
    expect(silent.length).toBeGreaterThanOrEqual(5);
    expect(new Set(texts).size).toBe(1);
  });

  it('says nothing of a flag, a reference or a figure of value, whatever the assessment found', () => {
    const anyAssessment = fc.constantFrom(...eligibilityCases).map(inputOf);
    const anyReason = fc.constantFrom(...routeReasonCodeValues);
    fc.assert(
      fc.property(anyAssessment, anyReason, ({ subject, context }, reason_code) => {
        const policy = { ...context.policy, version: 7 };
        const forecast = { match_probability: 0.5417, best_value: 8642 };
        const assessment: Assessment = assess(subject, { ...context, policy, forecast });
        const route = { destination: 'warehouse', reason_code };
        const told = explain(
          request(
            { locale, return: { status: 'to_warehouse', route, refund: { status: 'external' } } },
            {
              return: { assessment },
            },
          ),
        );
        const hidden = [
          'C-77',
          'regular',
          'SO-5001',
          'fraud',
          'wardrobing',
          '8642',
          '86[.,]42',
          '54[.,]1',
          '5417',
        ];
        expect([...hidden, ...never[locale]].filter(isWordIn(spoken(told)))).toEqual([]);
        const codes = told.lines.map(({ code }) => code);
        expect(codes).not.toContain('value_below_warehouse');
        expect(codes).not.toContain('consumer');
        expect(codes).not.toContain('rollout');
      }),
    );
  });
});

describe('the figures that a consumer reads', () => {
  const tellings = [
    ['en', 'You can choose until 3 March 2027 at 09:30 UTC.'],
    ['en', '€34.99'],
    ['nl', 'Je kunt kiezen tot 3 maart 2027 om 09:30 UTC.'],
    ['nl', '€\u00a034,99'],
    ['de', 'Sie können bis zum 3. März 2027 um 09:30 UTC wählen.'],
    ['de', '34,99\u00a0€'],
    ['fr', 'Vous pouvez choisir jusqu’au 3 mars 2027 à 09:30 UTC.'],
    ['fr', '34,99\u00a0€'],
  ] as const;

  it.each(tellings)('%s: %s', (locale, part) => {
    expect(spoken(explain({ ...base, locale }))).toContain(part);
  });

  it('ends a review with the date of the law where that is earlier', () => {
    const underReview = cases.find(({ name }) => name === 'under review');
    const told = explain(request(underReview?.input ?? {}));
    expect(told.lines[0]?.text).toContain('until 15 March 2027 at the latest');
  });

  it('writes a currency without minor units as it is', () => {
    const told = explain(request({ return: { refund: { amount: { amount: 4000, currency: 'JPY' } } } }));
    expect(spoken(told)).toContain('4,000');
  });
});

describe('the language of an explanation', () => {
  it.each([
    ['nl', 'nl'],
    ['nl-BE', 'nl'],
    ['en', 'en'],
    ['de', 'de'],
    ['fr-CA', 'fr'],
    ['it', 'en'],
    ['constructor', 'en'],
  ])('%s is answered in %s', (asked, answered) => {
    expect(explain({ ...base, locale: asked }).locale).toBe(answered);
  });
});

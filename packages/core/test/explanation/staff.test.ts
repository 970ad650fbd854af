import {
  assessmentCodeValues,
  refundStatusValues,
  routeReasonCodeValues,
} from '@open-return-forwarding/protocol';
import { describe, expect, it } from 'vitest';
import { assess } from '../../src/assessment/assess.ts';
import { explain } from '../../src/explanation/explain.ts';
import { cases as eligibilityCases, inputOf } from '../assessment/vectors.ts';
import { cases, request } from './vectors.ts';

const banned =
  /(?<!\p{L})(recommerce|used|second[- ]?hand|refurbished|tweedehands|gebruikt|gebraucht|generalüberholt|aufbereitet|d[’']occasion|usagé|reconditionné|seconde main)/iu;
const broken = /undefined|NaN|\[object|Invalid/;

const assessments = eligibilityCases.map((each) => {
  const { subject, context } = inputOf(each);
  return assess(subject, context);
});

describe.each(['en', 'nl', 'de', 'fr'])('what the staff is told in %s', (locale) => {
  it.each(['support', 'finance'])('%s hears every criterion, failed ones first', (audience) => {
    for (const assessment of assessments) {
      const told = explain(request({ locale, audience }, { return: { assessment } }));
      const failed = assessment.criteria.filter(({ outcome }) => outcome === 'fail');
      const others = assessment.criteria.filter(({ outcome }) => outcome !== 'fail');
      const codes = told.lines.slice(0, assessment.criteria.length).map(({ code }) => code);
      expect(codes).toEqual([...failed, ...others].map(({ criterion }) => criterion));
      for (const { text } of told.lines) {
        expect(text).not.toMatch(broken);
        expect(text).not.toMatch(banned);
      }
    }
  });

  it('has a text for every code that an assessment gives', () => {
    const codes = new Set(assessments.flatMap(({ criteria }) => criteria.map(({ code }) => code)));
    expect([...codes].sort()).toEqual([...assessmentCodeValues].sort());
  });

  it.each(routeReasonCodeValues)('names the route reason %s first', (reason_code) => {
    const route = { destination: 'warehouse', reason_code };
    const told = explain(
      request({ locale, audience: 'support' }, { return: { status: 'to_warehouse', route } }),
    );
    expect(told.lines[0]?.code).toBe(reason_code);
    expect(told.lines[0]?.text).not.toMatch(banned);
  });

  it.each(refundStatusValues)('says that the refund is %s', (status) => {
    const told = explain(request({ locale, audience: 'support' }, { return: { refund: { status } } }));
    const line = told.lines.find(({ code }) => code === 'refund');
    expect(line?.text).toMatch(/34[.,]99/);
    expect(line?.text).not.toMatch(broken);
  });

  it.each(cases.map((each) => [each.name, each.input] as const))(
    'gives support the words for: %s',
    (_n, input) => {
      const told = explain(request(input, { locale, audience: 'support' }));
      const script = told.lines.find(({ code }) => code === 'tell_consumer');
      expect(script?.text).toContain(explain(request(input, { locale })).headline);
      expect(told.lines.at(-1)?.code).toBe('keep_to_yourself');
    },
  );
});

describe('amounts of value', () => {
  const assessment = assess(inputOf({ input: {} }).subject, inputOf({ input: {} }).context);
  const textFor = (audience: string) =>
    explain(request({ audience }, { return: { assessment } })).lines.find(({ code }) => code === 'value')
      ?.text;

  it('are for finance', () => {
    expect(textFor('finance')).toContain('€3.12');
  });

  it('are not for support', () => {
    expect(textFor('support')).toBe(
      'Value – met. Forwarding is expected to bring more than the warehouse route.',
    );
  });

  it('come with price, discount and the net effect of the forward', () => {
    const settlement = { net: { amount: 287, currency: 'EUR' }, status: 'settled' };
    const told = explain(request({ audience: 'finance', settlement }));
    const text = told.lines.map((line) => line.text).join(' ');
    expect(text).toContain('The unit was sold for €34.99.');
    expect(text).toContain('Listed at €33.24, a discount of €1.75 (5%).');
    expect(text).toContain('Net effect of the forward: €2.87.');
  });
});

describe('dates that run', () => {
  const [match, held] = ['a match', 'under review'].map(
    (name) => cases.find((each) => each.name === name)?.input ?? {},
  );

  it('tell support ship-by and its grace', () => {
    const told = explain(request(match ?? {}, { audience: 'support' }));
    expect(told.lines.find(({ code }) => code === 'ship_by')?.text).toBe(
      'Ship-by is 5 March 2027 at 11:00 UTC; without a scan it reverts at 6 March 2027 at 11:00 UTC.',
    );
  });

  it('tell support when a hold ends by itself and by law', () => {
    const codes = explain(request(held ?? {}, { audience: 'support' })).lines.map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(['review_by', 'statutory_date']));
  });
});

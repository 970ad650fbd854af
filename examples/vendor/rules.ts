import type { Assessment, CheckEligibility, Criterion } from './generated/schemas.ts';

const categories: readonly string[] = ['dresses', 'tops', 'jackets'];
const reasons: readonly string[] = ['size_too_small', 'size_too_large', 'color', 'style', 'unwanted'];
const checks = ['unworn', 'complete', 'clean', 'undamaged'] as const;

/** The vendor's own rules, told in the words of the standard: every criterion with its outcome and a closed code. */
export function assess(asked: CheckEligibility, now: string): Assessment {
  const criteria = [product(asked), condition(asked), reason(asked), regulatory(asked)];
  const eligible = criteria.every(({ outcome }) => outcome === 'pass');
  return {
    eligible,
    criteria,
    ...(!eligible && { route_reason: 'ineligible' }),
    policy_version: 1,
    assessed_at: now,
  };
}

function product({ product: { category } }: CheckEligibility): Criterion {
  const params = { category };
  if (!categories.includes(category)) {
    return { criterion: 'product', outcome: 'fail', code: 'category_excluded', params };
  }
  return { criterion: 'product', outcome: 'pass', code: 'fit_sufficient', params };
}

function condition({ condition: { grade, checklist } }: CheckEligibility): Criterion {
  const missing = checks.filter((check) => checklist?.[check] !== true);
  if (missing.length > 0) {
    const params = { checks: missing.join(',') };
    return { criterion: 'condition', outcome: 'fail', code: 'check_not_confirmed', params };
  }
  return { criterion: 'condition', outcome: 'pass', code: 'grade_sufficient', params: { grade } };
}

function reason({ reason_code }: CheckEligibility): Criterion {
  const params = { reason: reason_code };
  if (!reasons.includes(reason_code)) {
    return { criterion: 'reason', outcome: 'fail', code: 'reason_not_allowed', params };
  }
  return { criterion: 'reason', outcome: 'pass', code: 'reason_allowed', params };
}

function regulatory({ product: { hygiene_sealed } }: CheckEligibility): Criterion {
  if (hygiene_sealed) return { criterion: 'regulatory', outcome: 'fail', code: 'hygiene_seal', params: {} };
  return { criterion: 'regulatory', outcome: 'pass', code: 'not_regulated', params: {} };
}

import type { Fit, PolicyFinding, PolicySettings } from '@open-return-forwarding/protocol';
import { anError, aWarning, type PolicyRule, token } from './finding.ts';

const LONGEST_MARGIN_DAYS = 90;
const excluding = ['/eligibility/excluded_categories', '/discount/excluded_categories'];

/** Something qualifies, and nothing is set for what never does. */
export const eligibilityRules: readonly PolicyRule[] = [
  { reads: ['/eligibility/category_fits', '/eligibility/minimum_fit', ...excluding], find: findExcludedFits },
  {
    reads: ['/matching/window_days_by_category', ...excluding],
    find: (settings) =>
      excludedAmong(
        settings,
        Object.keys(settings.matching.window_days_by_category),
        (category) => `/matching/window_days_by_category/${token(category)}`,
      ),
  },
  {
    reads: ['/matching/economics/by_category', ...excluding],
    find: (settings) =>
      excludedAmong(
        settings,
        Object.keys(settings.matching.economics.by_category ?? {}),
        (category) => `/matching/economics/by_category/${token(category)}`,
      ),
  },
  {
    reads: ['/rollout/categories', ...excluding],
    find: (settings) =>
      excludedAmong(settings, settings.rollout.categories, (_, index) => `/rollout/categories/${index}`),
  },
  { reads: ['/eligibility/allowed_reasons', '/matching/countries'], find: findNothing },
  { reads: ['/eligibility/allowed_reasons', '/rollout/reasons'], find: findNoReason },
  { reads: ['/rollout/share_bp'], find: findEmptyRollout },
  { reads: ['/eligibility/season_margin_days'], find: findLongMargin },
];

const order: readonly Fit[] = ['low', 'medium', 'high'];

function findExcludedFits(settings: PolicySettings): PolicyFinding[] {
  const { category_fits: fits, minimum_fit: minimum } = settings.eligibility;
  const sufficient = Object.entries(fits).filter(([, fit]) => order.indexOf(fit) >= order.indexOf(minimum));
  return excludedAmong(
    settings,
    sufficient.map(([category]) => category),
    (category) => `/eligibility/category_fits/${token(category)}`,
  );
}

function excludedAmong(
  { eligibility, discount }: PolicySettings,
  categories: readonly string[],
  pointer: (category: string, index: number) => string,
): PolicyFinding[] {
  return categories.flatMap((category, index) => {
    const list = eligibility.excluded_categories.includes(category)
      ? 'eligibility.excluded_categories'
      : 'discount.excluded_categories';
    const excluded = list.startsWith('eligibility') || discount.excluded_categories.includes(category);
    if (!excluded) return [];
    return [
      aWarning('category_excluded', {
        pointer: pointer(category, index),
        detail: `This has no effect: \`${category}\` is in \`${list}\` and never forwarded.`,
        suggestion: `Remove it here, or from \`${list}\`.`,
      }),
    ];
  });
}

function findNothing({ eligibility, matching }: PolicySettings): PolicyFinding[] {
  const findings: PolicyFinding[] = [];
  if (eligibility.allowed_reasons.length === 0) {
    findings.push(
      anError('nothing_eligible', {
        pointer: '/eligibility/allowed_reasons',
        detail: 'No reason is allowed, so no return qualifies.',
        suggestion:
          'Allow a reason, such as `size_too_small`. To pause forwarding, set `rollout.share_bp` to 0.',
      }),
    );
  }
  if (matching.countries.length === 0) {
    findings.push(
      anError('nothing_eligible', {
        pointer: '/matching/countries',
        detail: 'No country takes part, so no return qualifies.',
        suggestion: 'Add the country that you sell in.',
      }),
    );
  }
  return findings;
}

function findNoReason({ eligibility, rollout }: PolicySettings): PolicyFinding[] {
  const { allowed_reasons: allowed } = eligibility;
  if (rollout.reasons.length === 0 || rollout.reasons.some((reason) => allowed.includes(reason))) return [];
  return [
    anError('nothing_eligible', {
      pointer: '/rollout/reasons',
      detail: 'No reason of the rollout is in `eligibility.allowed_reasons`, so no return qualifies.',
      suggestion: 'Allow one of them there, or leave the list empty for all.',
    }),
  ];
}

function findEmptyRollout({ rollout }: PolicySettings): PolicyFinding[] {
  if (rollout.share_bp > 0) return [];
  return [
    aWarning('rollout_empty', {
      pointer: '/rollout/share_bp',
      detail: 'No consumer gets an offer.',
      suggestion: '10000 is everybody, 1000 one in ten.',
    }),
  ];
}

function findLongMargin({ eligibility }: PolicySettings): PolicyFinding[] {
  const { season_margin_days: days } = eligibility;
  if (days <= LONGEST_MARGIN_DAYS) return [];
  return [
    aWarning('season_margin_long', {
      pointer: '/eligibility/season_margin_days',
      detail: `Articles of a season would no longer be forwarded ${days} days before its end, about half of it.`,
      suggestion: `Write ${LONGEST_MARGIN_DAYS} or less; 14 is usual.`,
    }),
  ];
}

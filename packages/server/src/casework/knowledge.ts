import {
  type ArticleKnowledge,
  addDays,
  evidenceAt,
  type HandInCohort,
  type HandInDay,
  handInDays,
} from '@open-return-forwarding/core';
import type { Instant, Policy } from '@open-return-forwarding/protocol';
import type { View } from '../ports.ts';
import type { Case } from './case.ts';

export interface Article {
  readonly sku: string;
  readonly category: string;
}

/** What was learned of an article, as it weighs at a moment for a policy; what the policy does not learn is left out. */
export async function knowledgeOf(
  view: View,
  { policy, at }: { readonly policy: Policy; readonly at: Instant },
  { sku, category }: Article,
): Promise<ArticleKnowledge> {
  const { demand: seen, ratings } = await view.statistics.ofArticle(sku, category);
  const halfLife = policy.matching.demand.learning?.half_life_days;
  const learned = halfLife !== undefined && seen !== undefined;
  return {
    evidence: {
      demand: learned ? evidenceAt(seen, at, halfLife) : undefined,
      hand_in: await handInsOf(view, { policy, at }, category),
    },
    ratings,
  };
}

/** Puts on the table what was learned of an article. */
export async function loadKnowledge({ unit, work }: Case, article: Article): Promise<void> {
  const { policy, effective_at: at } = work.context;
  const { evidence, ratings } = await knowledgeOf(unit, { policy, at }, article);
  if (ratings !== undefined) work.ratings.category.set(article.category, ratings);
  if (evidence?.demand !== undefined) work.evidence.demand.set(article.sku, evidence.demand);
  if (evidence?.hand_in !== undefined) work.evidence.handIn.set(article.category, evidence.hand_in);
}

async function handInsOf(
  view: View,
  { policy, at }: { readonly policy: Policy; readonly at: Instant },
  category: string,
): Promise<readonly HandInDay[] | undefined> {
  const learning = policy.matching.economics.hand_in_learning;
  if (learning === undefined) return undefined;
  const today = at.slice(0, 10);
  const from = addDays(`${today}T00:00:00.000Z`, -learning.memory_days).slice(0, 10);
  return countedOn(today, await view.statistics.handIns(category, from));
}

const counted = new WeakMap<readonly HandInCohort[], { today: string; days: readonly HandInDay[] }>();

/** Which days of a cohort count changes at midnight (UTC) only, so cohorts that are kept are counted once a day. */
function countedOn(today: string, cohorts: readonly HandInCohort[]): readonly HandInDay[] {
  const known = counted.get(cohorts);
  if (known?.today === today) return known.days;
  const days = handInDays(cohorts, `${today}T00:00:00.000Z`);
  counted.set(cohorts, { today, days });
  return days;
}

import type { Decision, DemandEstimate, WaitingProblem } from '@open-return-forwarding/protocol';
import { daysBetween, waits } from '../matching/choose.ts';
import { Bar, POOL_SIZES } from '../matching/pooled.ts';
import { learnedPerDay, streamsOf } from '../matching/prospects.ts';
import { expectedValue } from '../matching/value.ts';
import { roundHalfEven } from '../pricing/rounding.ts';
import type { Findings } from './finding.ts';
import { lossOf, type ValuedCandidate } from './value.ts';

/** A candidate and where it, or what is checked of it, stands in the record. */
interface Shown {
  readonly candidate: ValuedCandidate;
  readonly at: string;
}

/** Recomputes the bar of a candidate from the waiting problem that it names, and that problem's figures from its own. */
export function verifyBar(decision: Decision, { candidate, at }: Shown, findings: Findings): void {
  const { pending_values = [], threshold } = candidate;
  findings.expect(`${at}/pending_value`, candidate.pending_value, pending_values[0] ?? 0);
  if (pending_values.some((value, i) => value <= 0 || value > (pending_values[i - 1] ?? value))) {
    findings.say(`${at}/pending_values`, 'The values do not fall, or one is not above 0.');
  }
  const barred =
    candidate.names_listing !== true && waits(decision.kind, decision.inputs.patience ?? 'instant');
  if (!barred) {
    findings.expect(`${at}/threshold`, threshold, 0);
    return;
  }
  const { waiting_problem: index = -1 } = candidate;
  const problem = decision.waiting_problems?.[index];
  if (problem === undefined) {
    findings.say(`${at}/waiting_problem`, 'The record does not show what this bar comes from.');
    return;
  }
  verifyProblem(problem, { candidate, at: `/waiting_problems/${index}` }, findings);
  const { pools = [], waiting_cost_per_day } = problem;
  const bar = new Bar({ ...streamsOf(problem), waiting_cost_per_day, pending_values });
  const days = daysBetween(
    Date.parse(decision.decided_at),
    Date.parse(candidate.closes_at ?? decision.decided_at),
  );
  findings.expect(`${at}/threshold`, threshold, roundHalfEven(bar.at(pools, days)));
}

/** One pool of each size that there are listings for, none with less time left than a smaller one. */
function verifyPools({ active_listings, pools = [] }: WaitingProblem, at: string, findings: Findings): void {
  const sizes = POOL_SIZES.filter((size) => size <= active_listings);
  const listings = pools.map((pool) => pool.listings);
  if (listings.join() !== sizes.join()) {
    findings.say(
      `${at}/pools`,
      `Of ${active_listings} listings the pools are those of ${sizes.join(', ') || 'none'}.`,
    );
  }
  if (pools.some(({ days }, i) => days < (pools[i - 1]?.days ?? 0))) {
    findings.say(`${at}/pools`, 'A larger pool has less time left than a smaller one.');
  }
}

function verifyProblem(problem: WaitingProblem, { candidate, at }: Shown, findings: Findings): void {
  const { basis, components } = candidate;
  const discount = Math.max(0, basis.reference_price.net - basis.listing_price.net);
  findings.expect(`${at}/discount`, problem.discount, discount);
  verifyPools(problem, at, findings);
  verifyEstimate(problem.general, `${at}/general`, findings);
  verifyEstimate(problem.naming, `${at}/naming`, findings);
  problem.outcomes.forEach((outcome, i) => {
    const avoided = outcome.return_leg + components.handling + outcome.outbound + lossOf(components);
    const advantage = avoided - outcome.forward_leg - components.incentive - components.fee;
    const value = (taken: number) => expectedValue({ ...components, advantage, discount: taken });
    findings.expect(`${at}/outcomes/${i}/general_value`, outcome.general_value, value(discount));
    findings.expect(`${at}/outcomes/${i}/naming_value`, outcome.naming_value, value(0));
  });
}

function verifyEstimate(estimate: DemandEstimate, at: string, findings: Findings): void {
  const { prior_per_day: prior, prior_days, days, orders, per_day } = estimate;
  const learned = prior_days !== undefined && days !== undefined && orders !== undefined;
  const computed = learned ? learnedPerDay({ prior, prior_days, orders, days }) : prior;
  findings.expect(`${at}/per_day`, per_day, computed);
}

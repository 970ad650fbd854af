import type { CandidateCode, Decision, DecisionCandidate } from '@open-return-forwarding/protocol';
import { verdict } from '../matching/choose.ts';
import { byPreference } from '../matching/tally.ts';
import type { Findings } from './finding.ts';

/** Whether each candidate came out as its figures say, the best was chosen, and the counts add up. */
export function verifyChoice(decision: Decision, findings: Findings): void {
  const { candidates } = decision;
  for (const [i, candidate] of candidates.entries()) verifyOutcome(candidate, `/candidates/${i}`, findings);
  const [best] = candidates.map(rankedOf).toSorted(byPreference);
  const chosen = best === undefined || best.code !== undefined ? undefined : best;
  findings.expect('/chosen/listing_id', decision.chosen?.listing_id, chosen?.listing_id);
  findings.expect('/chosen/order_id', decision.chosen?.order_id, chosen?.order_id);
  candidates.forEach(({ listing_id, order_id, outcome }, i) => {
    const isChosen = listing_id === chosen?.listing_id && order_id === chosen.order_id;
    if (isChosen !== (outcome === 'chosen')) {
      findings.expect(`/candidates/${i}/outcome`, outcome, isChosen ? 'chosen' : 'outscored');
    }
  });
  verifyCounts(decision, findings);
}

/** The outcome of a candidate by itself. A rejection without a value is taken on its word where nothing contradicts it. */
function verifyOutcome(candidate: DecisionCandidate, at: string, findings: Findings): void {
  const { code, outcome, forward_value, threshold = 0 } = candidate;
  if (forward_value === undefined) {
    if (outcome !== 'rejected' || code === undefined) {
      findings.say(`${at}/outcome`, 'Without a value a candidate can only be rejected, with a code.');
    }
    verifyScreening(candidate, at, findings);
    return;
  }
  findings.expect(`${at}/margin`, candidate.margin, forward_value - threshold);
  const computed = verdict(forward_value, threshold);
  findings.expect(`${at}/code`, code, computed);
  if ((computed === undefined) === (outcome === 'rejected')) {
    findings.expect(`${at}/outcome`, outcome, computed === undefined ? 'outscored' : 'rejected');
  }
}

function verifyScreening(candidate: DecisionCandidate, at: string, findings: Findings): void {
  const { code, grade, accepts, names_listing } = candidate;
  if (accepts === undefined || grade === undefined) return;
  const said = { not_accepting: accepts.length === 0, grade_not_accepted: !accepts.includes(grade) };
  if (code !== 'not_accepting' && code !== 'grade_not_accepted') return;
  if (names_listing !== true && said[code]) return;
  findings.say(`${at}/code`, `The order accepts ${accepts.join(', ') || 'nothing'}; the item is ${grade}.`);
}

function verifyCounts({ inputs, candidates, chosen }: Decision, findings: Findings): void {
  const { considered, rejected = {}, outscored = 0 } = inputs;
  if (considered === undefined) return;
  const refused = Object.values(rejected).reduce((sum, count) => sum + count, 0);
  findings.expect('/inputs/considered', considered, refused + outscored + (chosen === undefined ? 0 : 1));
  if (considered < candidates.length) {
    findings.say(
      '/inputs/considered',
      `There are ${candidates.length} candidates, and ${considered} were considered.`,
    );
  }
  const shown: Partial<Record<CandidateCode, number>> = {};
  for (const { code } of candidates) if (code !== undefined) shown[code] = (shown[code] ?? 0) + 1;
  for (const [code, count] of Object.entries(shown)) {
    if (count > (rejected[code] ?? 0)) {
      findings.say(
        `/inputs/rejected/${code}`,
        `${count} candidates show it, and ${rejected[code] ?? 0} are counted.`,
      );
    }
  }
}

function rankedOf({ listing_id, order_id, code, margin, closes_at, outcome }: DecisionCandidate) {
  const refusal = outcome === 'rejected' ? (code ?? 'other_listing_named') : undefined;
  return { listing_id, order_id, margin, code: refusal, closes: Date.parse(closes_at ?? '') || 0 };
}

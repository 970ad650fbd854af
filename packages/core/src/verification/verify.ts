import type { Decision } from '@open-return-forwarding/protocol';
import { matchingAlgorithm } from '../matching/choose.ts';
import { verifyBar } from './bar.ts';
import { verifyChoice } from './choice.ts';
import { type DecisionFinding, Findings } from './finding.ts';
import { isValued, verifyValue } from './value.ts';

/**
 * Recomputes a decision from its record alone: every figure of every value, every bar, the choice and the counts. Answers
 * what does not follow, with a JSON Pointer each; nothing where all does. The record has to be valid by its schema. The
 * digest needs a nonce that is not in the record, and is not checked.
 */
export function verifyDecision(decision: Decision): DecisionFinding[] {
  const findings = new Findings();
  const { name, version } = decision.algorithm;
  if (name !== matchingAlgorithm.name || version !== matchingAlgorithm.version) {
    const known = `${matchingAlgorithm.name} ${matchingAlgorithm.version}`;
    findings.say('/algorithm', `It was decided by ${name} ${version}; only ${known} can be recomputed here.`);
    return findings.all;
  }
  decision.candidates.forEach((candidate, i) => {
    const at = `/candidates/${i}`;
    if (isValued(candidate)) {
      verifyValue(candidate, at, findings);
      verifyBar(decision, { candidate, at }, findings);
    } else if (candidate.forward_value !== undefined) {
      findings.say(at, 'The record does not show what this value comes from.');
    }
  });
  verifyChoice(decision, findings);
  return withoutRepeats(findings.all);
}

/** Candidates that share a waiting problem would each tell of the same fault in it. */
function withoutRepeats(findings: readonly DecisionFinding[]): DecisionFinding[] {
  const seen = new Set<string>();
  return findings.filter(({ pointer, detail }) => {
    const key = `${pointer} ${detail}`;
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}

import type { Decision, DecisionCandidate, ExplanationLine, Locale } from '@open-return-forwarding/protocol';
import type { DecisionLineCode, DecisionLineParams } from './wording/decision.ts';
import type { Wording } from './wording/wording.ts';
import { wordingFor } from './wordings.ts';

/** A decision in the words of operator and finance. */
export interface DecisionWords {
  readonly locale: Locale;
  readonly headline: string;
  readonly lines: readonly ExplanationLine[];
}

/** Tells what was decided and what it was worth. A language without wording is answered in English. */
export function explainDecision(decision: Decision, locale: string): DecisionWords {
  const wording = wordingFor(locale);
  const [best] = decision.candidates;
  const lines = [...valueLines(decision, wording, best), ...marketLines(decision, wording, best)];
  return { locale: wording.locale, headline: decisionHeadline(decision, wording), lines };
}

/** What was decided, in one sentence with its amounts. */
export function decisionHeadline(decision: Decision, { decision: { lines }, say }: Wording): string {
  const [best] = decision.candidates;
  const money = (amount = 0) => ({ amount, currency: decision.inputs.currency });
  if (best === undefined) return lines.nobody({}, say);
  const { code, forward_value: value, threshold = 0, waiting_problem } = best;
  if (decision.chosen !== undefined) {
    return waiting_problem === undefined
      ? lines.forwarded_at_once({ value: money(value) }, say)
      : lines.forwarded({ value: money(value), waiting: money(threshold) }, say);
  }
  switch (code) {
    case 'below_waiting_threshold':
      return lines.not_forwarded_yet({ value: money(value), waiting: money(threshold) }, say);
    case 'value_below_warehouse':
      return lines.not_worth_it({ loss: money(-(value ?? 0)) }, say);
    case undefined:
      return lines.nobody({}, say);
    default:
      return lines.no_pair({ code }, say);
  }
}

type Told = <Code extends DecisionLineCode>(code: Code, params: DecisionLineParams[Code]) => ExplanationLine;

function telling({ decision: { lines }, say }: Wording): Told {
  return (code, params) => ({ code, text: lines[code](params, say) });
}

/** The terms of the value of the best pair. */
function valueLines(
  decision: Decision,
  wording: Wording,
  best: DecisionCandidate | undefined,
): ExplanationLine[] {
  const parts = best?.components;
  if (parts === undefined) return [];
  const tell = telling(wording);
  const money = (amount: number) => ({ amount, currency: decision.inputs.currency });
  return [
    tell('avoided', {
      avoided: money(parts.avoided),
      return_leg: money(parts.return_leg),
      handling: money(parts.handling),
      outbound: money(parts.outbound),
      recovery_loss: money(parts.recovery_loss),
      depreciation: money(parts.depreciation),
    }),
    tell('costs', {
      costs: money(parts.forward_leg + parts.incentive + parts.fee),
      forward_leg: money(parts.forward_leg),
      incentive: money(parts.incentive),
      fee: money(parts.fee),
    }),
    tell('odds', {
      hand_in_bp: Math.round(parts.hand_in_probability * 10_000),
      acceptable_bp: Math.round(parts.acceptable_probability * 10_000),
    }),
    tell('expected', {
      gain: money(parts.expected_advantage),
      bad_rating: money(parts.expected_bad_rating_loss),
      missed_hand_in: money(parts.expected_missed_hand_in_loss),
      discount: money(parts.discount),
    }),
  ];
}

/** Who else was there. */
function marketLines(
  decision: Decision,
  wording: Wording,
  best: DecisionCandidate | undefined,
): ExplanationLine[] {
  const tell = telling(wording);
  const { considered, rejected = {} } = decision.inputs;
  const problem = decision.waiting_problems?.[best?.waiting_problem ?? -1];
  const { say } = wording;
  return [
    ...(problem === undefined
      ? []
      : [
          tell('demand', {
            listings: problem.active_listings,
            general: say.number(problem.general.per_day),
            naming: say.number(problem.naming.per_day),
          }),
        ]),
    ...(considered === undefined
      ? []
      : [
          tell('considered', {
            considered,
            rejected: Object.values(rejected).reduce((sum, count) => sum + count, 0),
          }),
        ]),
  ];
}

import type { CandidateCode, Money } from '@open-return-forwarding/protocol';
import type { Say } from '../say.ts';

/** The sentences about a decision, each with what it speaks of. Amounts are net; counts may be fractions. */
export interface DecisionLineParams {
  /** The match, against the warehouse and against waiting on. */
  forwarded: { value: Money; waiting: Money };
  /** A match that had no bar to reach. */
  forwarded_at_once: { value: Money };
  not_forwarded_yet: { value: Money; waiting: Money };
  not_worth_it: { loss: Money };
  no_pair: { code: CandidateCode };
  nobody: Record<never, never>;
  avoided: {
    avoided: Money;
    return_leg: Money;
    handling: Money;
    outbound: Money;
    recovery_loss: Money;
    depreciation: Money;
  };
  costs: { costs: Money; forward_leg: Money; incentive: Money; fee: Money };
  odds: { hand_in_bp: number; acceptable_bp: number };
  expected: { gain: Money; bad_rating: Money; missed_hand_in: Money; discount: Money };
  demand: { listings: number; general: string; naming: string };
  considered: { considered: number; rejected: number };
}

export type DecisionLineCode = keyof DecisionLineParams;

export interface DecisionWording {
  readonly lines: {
    readonly [Code in DecisionLineCode]: (params: DecisionLineParams[Code], say: Say) => string;
  };
  /** Why an order and a listing cannot be matched, as a clause. */
  readonly codes: Record<CandidateCode, string>;
}

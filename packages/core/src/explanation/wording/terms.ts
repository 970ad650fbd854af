import type {
  ConditionCheck,
  ConditionGrade,
  CriterionCode,
  CriterionOutcome,
  EvidenceKind,
  Fit,
  ProductAttribute,
  RefundStatus,
  RefundTrigger,
  ResolutionType,
  ReturnReasonCode,
} from '@open-return-forwarding/protocol';

/** A noun in its two numbers. */
export interface Noun {
  readonly one: string;
  readonly other: string;
}

/** The words of one language for the contract's own values. */
export interface Terms {
  readonly attributes: Record<ProductAttribute, string>;
  readonly checks: Record<ConditionCheck, string>;
  readonly criteria: Record<CriterionCode, string>;
  readonly evidence: Record<EvidenceKind, string>;
  readonly fits: Record<Fit, string>;
  readonly fitSources: Record<'product' | 'category' | 'default', string>;
  readonly grades: Record<ConditionGrade, string>;
  readonly outcomes: Record<CriterionOutcome, string>;
  readonly reasons: Record<ReturnReasonCode, string>;
  readonly refundStatuses: Record<RefundStatus, string>;
  /** What the consumer gets, after "your". */
  readonly resolutions: Record<ResolutionType, (amount: string) => string>;
  /** A clause with its own verb, after "once". */
  readonly triggers: Record<RefundTrigger, string>;
  readonly day: Noun;
  readonly hour: Noun;
  readonly flag: Noun;
}

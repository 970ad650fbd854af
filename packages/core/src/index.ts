export {
  type DemandEvidence,
  type DemandKind,
  type DemandRecord,
  demandKind,
  evidenceAt,
  learnedRate,
  observeOrder,
  observeShelf,
} from './estimation/demand.ts';
export {
  dayAfterMatch,
  type HandInCohort,
  type HandInPrior,
  handInCurve,
  handInDays,
} from './estimation/hand-in.ts';
export { acceptableShare, apartFrom } from './estimation/rating.ts';
export { type DecisionWords, explainDecision } from './explanation/decision.ts';
export { explain } from './explanation/explain.ts';
export { cancelOrder } from './flow/commands/cancel-order.ts';
export { cancelReturn } from './flow/commands/cancel-return.ts';
export { chooseRoute } from './flow/commands/choose-route.ts';
export { closeDispute } from './flow/commands/close-dispute.ts';
export { closeOrder } from './flow/commands/close-order.ts';
export { confirmRefund } from './flow/commands/confirm-refund.ts';
export { eraseBuyer, eraseSender, needsPeople } from './flow/commands/erase.ts';
export {
  type CarrierDeadline,
  meetDeadline,
  type RuleDeadline,
} from './flow/commands/meet-deadline.ts';
export { placeOrder } from './flow/commands/place-order.ts';
export { rate, requireRateable } from './flow/commands/rate.ts';
export { effectOn, type Recalled, recallReturn } from './flow/commands/recall.ts';
export { recordDisposition } from './flow/commands/record-disposition.ts';
export { recordScan, type Scan } from './flow/commands/record-scan.ts';
export { reportLost } from './flow/commands/report-lost.ts';
export { releaseReservation, reserveListing } from './flow/commands/reserve-listing.ts';
export { resolveHold } from './flow/commands/resolve-hold.ts';
export { checkEligibility, startReturn } from './flow/commands/start-return.ts';
export { confirmVoid, takeLabel } from './flow/commands/take-label.ts';
export { withdrawListing } from './flow/commands/withdraw-listing.ts';
export { listingFacts, orderFacts } from './flow/facts.ts';
export type { ArticleKnowledge } from './flow/forecast.ts';
export { overdueDecision } from './flow/overdue.ts';
export { startWork, workAt } from './flow/start.ts';
export {
  type Changes,
  type Context,
  type DeadlineChange,
  type DecisionDraft,
  type Documents,
  type EventDraft,
  edit,
  type Kind,
  see,
  shelve,
  type Work,
} from './flow/work.ts';
export {
  decideMatch,
  type MatchDecision,
  type MatchQuestion,
  matchingAlgorithm,
  type NoMatchCode,
  type Pair,
} from './matching/choose.ts';
export { economicsFor } from './matching/economics.ts';
export {
  type ForwardableUnit,
  type ForwardTerms,
  type HandInDay,
  type ListingFacts,
  type MatchEvidence,
  type MatchPolicy,
  type OrderFacts,
  type RatingCounts,
  termsOf,
} from './matching/facts.ts';
export { figuresFor, type UnitFigures, valuesTowards, waitingProblem } from './matching/figures.ts';
export { type IndexAnswer, ListingIndex } from './matching/listing-index.ts';
export { Bar, marginalValue } from './matching/pooled.ts';
export type { PooledProblem } from './matching/pooled-table.ts';
export {
  demandEstimates,
  demandRate,
  mayTravel,
  prospectsOf,
  streamsOf,
} from './matching/prospects.ts';
export type { HeadListing, PendingOrder, SearchQuestion } from './matching/question.ts';
export { type ClassHead, type Shortlist, shortlist } from './matching/search.ts';
export type { Tally } from './matching/tally.ts';
export { isNotWorthWaiting, matchProbability, valueOfWaiting } from './matching/threshold.ts';
export { forwardValue, valueOver } from './matching/value.ts';
export { parseValueClass, type ValueClass, valueClass } from './matching/value-class.ts';
export type { MatchOutcome, OrderStream, WaitingProblem } from './matching/waiting.ts';
export { countryOf, type PostalPlace, zoneOf } from './matching/zone.ts';
export { type PolicyReading, type PolicyShape, readPolicyDocument } from './policy/document.ts';
export type { DeclaredCarrier, PolicyEnvironment } from './policy/finding.ts';
export { validatePolicySettings } from './policy/validate.ts';
export { priceListing } from './pricing/listing-price.ts';
export { isPriceHeld, listingAt, priceAt, priceStepAt } from './pricing/shown-price.ts';
export { Refusal } from './refusal.ts';
export { rolloutBucket } from './rollout/bucket.ts';
export { balances, netOf } from './settlement/books.ts';
export * from './time.ts';
export type { DecisionFinding } from './verification/finding.ts';
export { verifyDecision } from './verification/verify.ts';
export { areasOf, type PostalCodes } from './zones/build.ts';
export {
  type CountLine,
  type LineFault,
  type PostalLine,
  readCountLine,
  readPostalLine,
} from './zones/lines.ts';
export {
  type CountryAreas,
  MINIMUM_ADDRESSES,
  type ZoneTable,
  zonesBy,
  zoneTableFault,
} from './zones/table.ts';

export type { FileKind, FileLine, ReturnLine, SaleLine } from './intake/lines.ts';
export { type Condition, type Mapping, MappingError, parseMapping } from './intake/mapping.ts';
export { type FileReading, readFileLines } from './intake/rows.ts';
export { type Aftermath, type Behaviour, drawAftermath } from './market/aftermath.ts';
export { heaviestMatching, type Matching, type Row } from './market/assignment.ts';
export { type CalibrationArticle, type CalibrationShares, calibrate } from './market/calibration.ts';
export { clairvoyantOutcome } from './market/clairvoyant.ts';
export type { ReplayRule } from './market/counter.ts';
export {
  arrivals,
  type Categorical,
  categorical,
  chance,
  exponential,
  poisson,
  wholeBetween,
} from './market/draws.ts';
export {
  type CrowdedChoice,
  type CrowdedGame,
  type CrowdedState,
  exactCrowd,
  type OrderClass,
  worthOfChoices,
} from './market/exact-crowd.ts';
export {
  type ClassedOrders,
  type ExactWorth,
  exactWaiting,
  type WaitingGame,
} from './market/exact-waiting.ts';
export { greedyPlayer } from './market/greedy.ts';
export {
  type Arrival,
  type Market,
  type OpenWindow,
  type Outcome,
  type Player,
  play,
} from './market/market.ts';
export { type RandomSource, randomSource } from './market/random.ts';
export { referencePlayer } from './market/reference.ts';
export { type ReplayInput, type ReplaySetting, replay } from './market/replay.ts';
export type {
  ReplayListing,
  ReplayMatch,
  ReplayOrder,
  ReplaySink,
  ReplayTotals,
} from './market/replay-events.ts';
export {
  instantAt,
  type Shop,
  type ShopListing,
  type ShopMarket,
  type ShopOrder,
  shopMarket,
  valuesOf,
} from './market/shop.ts';
export { differenceOf, type Estimate, meanOf, quantile, ratioOf } from './market/statistics.ts';

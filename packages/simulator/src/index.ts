export { type Calibration, type CalibrationLine, calibration } from './calibration/compare.ts';
export { type Assumption, type Assumptions, assumptionsOf, listAssumptions } from './forecast/assumptions.ts';
export type { Forecast, ForecastInput } from './forecast/forecast.ts';
export { type LoadedSeason, loadSeason } from './forecast/load.ts';
export type { Scenario } from './forecast/scenario.ts';
export type { Season } from './forecast/season.ts';
export { type Study, type StudyRequest, study } from './forecast/study.ts';
export { type FileToRead, peek } from './intake/files.ts';
export { type Layout, layoutNamed, recognisedLayout } from './intake/layouts.ts';
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
export { reportHtml } from './report/report.ts';

export { type Catalogue, readCatalogue } from './catalogue.ts';
export { type Commission, certify, examined } from './certify.ts';
export { main } from './cli/main.ts';
export type { Config } from './config.ts';
export { Documents } from './contract/documents.ts';
export { isAdvice, isJudged, type Register, type Requirement, readRegister } from './contract/register.ts';
export { CannotBegin } from './discover.ts';
export type { Transport } from './driver/live.ts';
export {
  bytesOf,
  type Exchange,
  isFailure,
  recorded,
  type WireAnswer,
  type WireRequest,
} from './driver/step.ts';
export { receiverCases } from './receiver/cases.ts';
export { type ReceiverUnderTest, type Tried, tryReceiver } from './receiver/try.ts';
export type { Report, ReportedCheck } from './report/report.ts';
export { verifyReport } from './report/verify.ts';
export { specificationFolder } from './specification.ts';

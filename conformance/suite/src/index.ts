export { type Catalogue, readCatalogue } from './catalogue.ts';
export { type Commission, certify } from './certify.ts';
export type { Config } from './config.ts';
export { CannotBegin } from './discover.ts';
export type { Report } from './report/report.ts';
export { verifyReport } from './report/verify.ts';
export { specificationFolder } from './specification.ts';

export { faultsOf } from './faults.ts';
export { createSite, type Resource, type Site, type SiteOptions } from './site.ts';
export { carriedFiles } from './sources/carried.ts';
export { contentFolder } from './sources/folder.ts';
export { type StaticFile, staticFiles } from './static.ts';

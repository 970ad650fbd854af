export { createSite, type Resource, type Site, type SiteOptions } from './site.ts';
export { specFolder } from './spec-folder.ts';

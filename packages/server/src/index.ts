export { appOf, type Composition, compose } from './compose.ts';
export { type Config, ConfigError, readConfig } from './config.ts';
export { type RunningServer, startServer } from './listen.ts';
export { readPolicyFile } from './retailer.ts';

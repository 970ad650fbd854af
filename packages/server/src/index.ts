export { appOf, type Composition, compose, readPolicyFile } from './compose.ts';
export { type Config, ConfigError, readConfig } from './config.ts';
export { type RunningServer, startServer } from './listen.ts';

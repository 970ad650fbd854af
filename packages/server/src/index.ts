export { appOf, type Composition, compose, readPolicyFile } from './compose.ts';
export { type Config, ConfigError, readConfig } from './config.ts';
export { issueKey, type WantedKey } from './issue-key.ts';
export { type RunningServer, type Serve, type StartOptions, startServer } from './listen.ts';
export { SANDBOX_RETAILER } from './retailer.ts';

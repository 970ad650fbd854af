import { policyPresets as texts } from './generated/presets.ts';

/** Policies to begin with, as annotated YAML, by the name of their file. `default` is the one a new server starts with. */
export const policyPresets: Readonly<Record<string, string>> = texts;

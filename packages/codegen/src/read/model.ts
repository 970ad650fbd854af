import type { Json, JsonObject } from '../json.ts';

/** How a caller proves who it is. `public` - not at all. */
export interface Security {
  readonly kind: string;
  readonly scopes: readonly string[];
  /** Header that carries a key; without it the token comes as `Authorization: Bearer`. */
  readonly header?: string;
}

export interface Parameter {
  readonly in: 'path' | 'query' | 'header';
  readonly name: string;
  readonly required: boolean;
  /** Whether a list repeats the parameter (the default in a query) instead of separating items with commas. */
  readonly explode: boolean;
  readonly schema: JsonObject;
}

export interface MediaType {
  readonly mediaType: string;
  /** Named schema of a JSON body; a binary body has none. */
  readonly schema?: string;
}

export interface Header {
  readonly name: string;
  readonly required: boolean;
  readonly schema: JsonObject;
}

export interface Answer {
  readonly status: number;
  readonly media: readonly MediaType[];
  readonly headers: readonly Header[];
}

/** One operation of the contract with every reference but those to named schemas resolved. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly profile: string;
  readonly summary: string;
  readonly security: Security;
  readonly idempotent: boolean;
  readonly parameters: readonly Parameter[];
  readonly request?: { readonly required: boolean; readonly media: readonly MediaType[] };
  readonly answers: readonly Answer[];
  readonly problems: readonly string[];
  /** File and pointer in the contract, for messages. */
  readonly place: string;
}

export interface Webhook {
  readonly type: string;
  readonly schema: string;
}

/** One OpenAPI document, read. */
export interface ApiDocument {
  readonly source: string;
  readonly bundle: JsonObject;
  readonly version: string;
  readonly schemas: Readonly<Record<string, JsonObject>>;
  readonly operations: readonly Operation[];
  readonly webhooks: readonly Webhook[];
}

export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly description: string;
  readonly fix: string;
}

/** A policy to begin with, as its file says it, comments included. */
export interface PolicyPreset {
  /** Name of its file, `uk-gbp`. */
  readonly name: string;
  readonly text: string;
  readonly settings: Json;
  readonly place: string;
}

/** The whole contract, read but not yet checked. */
export interface Contract {
  readonly api: ApiDocument;
  readonly testControl?: ApiDocument;
  readonly problems: Readonly<Record<string, Problem>>;
  readonly lifecycles: JsonObject;
  readonly policy: Json;
  /** Every file of `policies/`, the default one included. */
  readonly presets: readonly PolicyPreset[];
  readonly places: { readonly problems: string; readonly lifecycles: string; readonly policy: string };
}

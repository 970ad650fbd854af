/** What one operation of the contract asks of the runtime. The manifest is generated in this shape. */
export interface OperationInfo {
  readonly operationId: string;
  readonly method: 'get' | 'put' | 'post' | 'delete' | 'patch';
  /** Path template, `/v1/returns/{return_id}`. */
  readonly path: string;
  readonly profile: string;
  readonly security: SecurityInfo;
  readonly scopes: readonly string[];
  /** Whether an `Idempotency-Key` is required. */
  readonly idempotent: boolean;
  readonly parameters: readonly ParameterInfo[];
  readonly request?: { readonly required: boolean; readonly media: readonly MediaInfo[] };
  readonly responses: Readonly<Record<number, ResponseInfo>>;
  /** Problem codes that the operation names as its own. */
  readonly problems: readonly string[];
}

/** How the caller proves who it is. `kind` is the name of the security scheme, or `public`. */
export interface SecurityInfo {
  readonly kind: string;
  /** Header that carries the key; without it the token comes as `Authorization: Bearer`. */
  readonly header?: string;
}

export interface ParameterInfo {
  readonly in: 'path' | 'query' | 'header';
  readonly name: string;
  readonly required: boolean;
  readonly default?: string | number | boolean;
  /** `false`: items of a list are separated by commas instead of repeating the parameter. */
  readonly explode?: false;
  readonly shape: ValueShape;
}

/** How a value that travels as text is decoded. */
export type ValueShape =
  | TextShape
  | { readonly kind: 'integer' | 'number'; readonly minimum?: number; readonly maximum?: number }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'enum'; readonly values: readonly string[] }
  | {
      readonly kind: 'array';
      readonly items: ValueShape;
      readonly minItems?: number;
      readonly maxItems?: number;
    };

/** `instant` and `date` are strings of that format. */
export interface TextShape {
  readonly kind: 'string' | 'instant' | 'date';
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
}

export interface MediaInfo {
  readonly mediaType: string;
  /** Named schema of a JSON body; a binary body has none. */
  readonly schema?: string;
}

export interface ResponseInfo {
  readonly media: readonly MediaInfo[];
  readonly headers: readonly {
    readonly name: string;
    readonly required: boolean;
    readonly shape: ValueShape;
  }[];
}

/** One handler of an operation: the context that the server makes, the decoded request, one of the declared answers. */
export type Handler<Context, Request, Response> = (context: Context, request: Request) => Promise<Response>;

/** One violation that a compiled validator found. */
export interface SchemaViolation {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A compiled validator. After `false`, `errors` holds every violation until the next call. */
export interface SchemaValidator<Value = unknown> {
  (data: unknown): data is Value;
  errors?: readonly SchemaViolation[] | null;
}

/** Everything that the runtime needs of one document of the contract. */
export interface ProtocolContract {
  /** Version of the specification, `1.2.0`. */
  readonly version: string;
  readonly manifest: Readonly<Record<string, OperationInfo>>;
  readonly validators: Readonly<Record<string, SchemaValidator>>;
  /** Checks of string formats by name. */
  readonly formats: Readonly<Record<string, (text: string) => boolean>>;
  /** Problem codes that any operation may answer. */
  readonly generalProblemCodes: readonly string[];
  /** Validators that also refuse members which the contract does not know; for tests. */
  readonly closedValidators: () => Promise<Readonly<Record<string, SchemaValidator>>>;
}

import {
  type ApiDocument,
  type HeaderObject,
  type MediaObject,
  type Method,
  methods,
  type OperationObject,
  type ParameterObject,
  type Ref,
  type ResponseObject,
  type Schema,
} from './document.ts';

/** One operation with every reference but those to schemas followed. */
export interface Operation {
  readonly id: string;
  readonly method: Method;
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description: string;
  readonly profile?: string;
  /** Name of the security scheme; undefined where anybody may call. */
  readonly security?: string;
  readonly scopes: readonly string[];
  readonly problems: readonly string[];
  /** Ids of the requirements that it has to meet. */
  readonly requirements: readonly string[];
  readonly parameters: readonly ParameterObject[];
  readonly request?: Body & { readonly required: boolean };
  readonly responses: readonly Response[];
}

export interface Response {
  /** `201`, or a class of them: `2XX`. */
  readonly status: string;
  readonly description: string;
  readonly headers: readonly (HeaderObject & { readonly name: string })[];
  readonly bodies: readonly Body[];
}

export interface Body {
  readonly mediaType: string;
  readonly schema?: Schema;
  readonly examples: readonly Example[];
}

export interface Example {
  readonly summary: string;
  readonly value: unknown;
}

/** Every operation of a document, in its order. Throws when a reference leads nowhere. */
export function operationsOf(document: ApiDocument): Operation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const found = item[method];
      return found === undefined ? [] : [operationOf(document, { path, method, found })];
    }),
  );
}

interface Found {
  readonly path: string;
  readonly method: Method;
  readonly found: OperationObject;
}

/** Reads one operation of a document. */
export function operationOf(document: ApiDocument, { path, method, found }: Found): Operation {
  const [security, scopes] = Object.entries(found.security[0] ?? {})[0] ?? [undefined, []];
  const request = found.requestBody;
  const body = request && bodiesOf(document, request.content)[0];
  return {
    id: found.operationId,
    method,
    path,
    tag: found.tags[0] ?? '',
    summary: found.summary,
    description: found.description,
    ...(found['x-orf-profile'] && { profile: found['x-orf-profile'] }),
    ...(security && { security }),
    scopes,
    problems: found['x-orf-problems'] ?? [],
    requirements: found['x-requirements'] ?? [],
    parameters: (found.parameters ?? []).map((parameter) => follow<ParameterObject>(document, parameter)),
    ...(body && { request: { ...body, required: request?.required ?? false } }),
    responses: Object.entries(found.responses).map(([status, response]) =>
      responseOf(document, status, follow<ResponseObject>(document, response)),
    ),
  };
}

function responseOf(document: ApiDocument, status: string, response: ResponseObject): Response {
  return {
    status,
    description: response.description,
    headers: Object.entries(response.headers ?? {}).map(([name, header]) => ({
      name,
      ...follow<HeaderObject>(document, header),
    })),
    bodies: bodiesOf(document, response.content ?? {}),
  };
}

function bodiesOf(document: ApiDocument, content: Readonly<Record<string, MediaObject>>): Body[] {
  return Object.entries(content).map(([mediaType, media]) => {
    const named = Object.values(media.examples ?? {}).map((example) => {
      const { summary, value } = follow<{ summary?: string; value: unknown }>(document, example);
      return { summary: summary ?? 'Example', value };
    });
    const single = media.example === undefined ? [] : [{ summary: 'Example', value: media.example }];
    return { mediaType, ...(media.schema && { schema: media.schema }), examples: [...named, ...single] };
  });
}

/** The object itself, or the one under `#/components` that a reference names. */
function follow<T extends object>(document: ApiDocument, value: T | Ref): T {
  if (!('$ref' in value)) return value;
  const [kind = '', name = ''] = value.$ref.replace('#/components/', '').split('/');
  const section = document.components[kind as keyof ApiDocument['components']] as
    | Readonly<Record<string, T>>
    | undefined;
  const found = section?.[name];
  if (found === undefined) throw new Error(`${value.$ref} leads nowhere`);
  return found;
}

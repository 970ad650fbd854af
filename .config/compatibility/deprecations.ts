interface Operation {
  readonly operationId?: string;
  readonly deprecated?: boolean;
  readonly responses?: Readonly<Record<string, { readonly headers?: Readonly<Record<string, unknown>> }>>;
}

/** Deprecated operations whose answers do not declare the headers that say so. */
export function silentDeprecations(document: {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}): string[] {
  return Object.values(document.paths)
    .flatMap((path) => Object.values(path))
    .filter(({ deprecated }) => deprecated === true)
    .flatMap(({ operationId, responses = {} }) =>
      Object.entries(responses)
        .filter(([, { headers = {} }]) => !('Deprecation' in headers && 'Sunset' in headers))
        .map(
          ([status]) =>
            `${operationId} is deprecated: its answer ${status} has to declare \`Deprecation\` and \`Sunset\` of headers.yaml`,
        ),
    );
}

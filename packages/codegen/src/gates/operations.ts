import { valueShape } from '../emit/parameter-shape.ts';
import { scopesOf } from '../emit/scopes.ts';
import type { Fault } from '../fault.ts';
import type { ApiDocument, Contract, Operation } from '../read/model.ts';

/** What must hold of every operation before anything is generated from it. */
export function operationFaults(contract: Contract): Fault[] {
  const documents = [contract.api, ...(contract.testControl ? [contract.testControl] : [])];
  return [
    ...repeatedIds(documents),
    ...documents.flatMap((api) =>
      api.operations.flatMap((operation) => [
        ...problemFaults(contract, operation),
        ...scopeFaults(api, operation),
        ...parameterFaults(api, operation),
        ...answerFaults(operation),
      ]),
    ),
  ];
}

function repeatedIds(documents: readonly ApiDocument[]): Fault[] {
  const seen = new Map<string, string>();
  return documents
    .flatMap((api) => api.operations)
    .flatMap(({ id, place }) => {
      const earlier = seen.get(id);
      seen.set(id, place);
      return earlier === undefined
        ? []
        : [{ place, message: `operationId \`${id}\` is taken by ${earlier}` }];
    });
}

function problemFaults(contract: Contract, { problems, answers, place }: Operation): Fault[] {
  return problems.flatMap((code) => {
    const problem = contract.problems[code];
    if (problem === undefined)
      return [{ place, message: `problem \`${code}\` is not in ${contract.places.problems}` }];
    if (answers.some((answer) => answer.status === problem.status)) return [];
    return [{ place, message: `problem \`${code}\` needs the response ${problem.status}` }];
  });
}

function scopeFaults(api: ApiDocument, { security, place }: Operation): Fault[] {
  const known = scopesOf(api, security.kind);
  return security.scopes
    .filter((scope) => !known.includes(scope))
    .map((scope) => ({
      place,
      message: `the description of security scheme \`${security.kind}\` does not name the scope \`${scope}\``,
    }));
}

function parameterFaults(api: ApiDocument, operation: Operation): Fault[] {
  const inPath = [...operation.path.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name);
  const declared = operation.parameters
    .filter((parameter) => parameter.in === 'path')
    .map((parameter) => parameter.name);
  return [
    ...inPath
      .filter((name) => !declared.includes(name))
      .map((name) => `path parameter \`${name}\` is not declared`),
    ...declared
      .filter((name) => !inPath.includes(name))
      .map((name) => `parameter \`${name}\` is not in the path`),
    ...operation.parameters
      .filter((parameter) => valueShape(api.bundle, parameter.schema) === undefined)
      .map((parameter) => `parameter \`${parameter.name}\` has a schema that cannot be decoded strictly`),
  ].map((message) => ({ place: operation.place, message }));
}

function answerFaults(operation: Operation): Fault[] {
  const faults: string[] = [];
  if (!operation.answers.some((answer) => answer.status < 400)) faults.push('declares no success');
  for (const { status, headers, media } of operation.answers) {
    if (!headers.some((one) => one.name === 'ORF-Request-Id'))
      faults.push(`response ${status} lacks the header ORF-Request-Id`);
    if (status >= 400 && !media.some((one) => one.mediaType === 'application/problem+json')) {
      faults.push(`response ${status} must be application/problem+json`);
    }
  }
  return faults.map((message) => ({ place: operation.place, message }));
}

import { existsSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

export const help = `orf-codegen: generates types, validators and server stubs from the contract of Open Return Forwarding

  --spec <path>         the contract: its folder, or the openapi.yaml in it (default: the one that comes with this command)
  --out <folder>        where the code goes; nothing else may be in there
  --runtime <module>    where the code finds what is not generated (default: @open-return-forwarding/protocol)
  --check               write nothing; fail and name each file that differs
  --help                this text

For a server that keeps one file per operation, a table of them is written too:

  --handlers <folder>   the operations, each in a file named by its operationId
  --registry <folder>   where the table goes (default: generated, beside the operations)
  --context <spec>      where the handlers' context is declared (default: ../casework/context.ts#OperationContext)
  --profiles <list>     profiles that the server declares (default: core,webhooks,policy,privacy,reservations,recall)
`;

export const options = {
  spec: { type: 'string' },
  out: { type: 'string' },
  runtime: { type: 'string' },
  handlers: { type: 'string' },
  registry: { type: 'string' },
  context: { type: 'string', default: '../casework/context.ts#OperationContext' },
  profiles: { type: 'string', default: 'core,webhooks,policy,privacy,reservations,recall' },
  check: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** The command was not understood; the message says why. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

interface Given {
  readonly spec?: string | undefined;
  readonly out?: string | undefined;
  readonly runtime?: string | undefined;
  readonly handlers?: string | undefined;
  readonly registry?: string | undefined;
  readonly context: string;
  readonly profiles: string;
}

/** Where everything is read and written. */
export interface Places {
  readonly spec: string;
  readonly out: string;
  /** The package that generated code imports from; undefined where it stands beside what it needs. */
  readonly runtime: string | undefined;
  /** A server whose table of handlers is written. */
  readonly server:
    | {
        readonly folder: string;
        readonly registry: string;
        readonly specifier: string;
        readonly context: string;
        readonly profiles: readonly string[];
      }
    | undefined;
}

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
/** This project's own folders, where the command runs from its source. */
const project = existsSync(at('../../protocol/src')) ? at('../../..') : undefined;

/** In this project the command without `--out` generates the project's own code; everywhere else it needs one. Throws UsageError. */
export function placesOf(given: Given): Places {
  const own = given.out === undefined ? project : undefined;
  const out = given.out ?? (own && `${own}/packages/protocol/src/generated`);
  if (out === undefined) throw new UsageError('--out is needed: the folder that the code goes into');
  const spec = given.spec ?? (project ? `${project}/spec` : at('spec'));
  const handlers = given.handlers ?? (own && `${own}/packages/server/src/operations`);
  return {
    spec: folderOf(spec),
    out,
    runtime: given.runtime ?? (own ? undefined : '@open-return-forwarding/protocol'),
    server: handlers === undefined || !existsSync(handlers) ? undefined : serverOf(given, handlers),
  };
}

function serverOf({ registry, context, profiles }: Given, handlers: string): NonNullable<Places['server']> {
  return {
    folder: handlers,
    registry: registry ?? `${dirname(handlers)}/generated`,
    specifier: `../${basename(handlers)}`,
    context,
    profiles: profiles.split(','),
  };
}

function folderOf(spec: string): string {
  if (!existsSync(spec)) throw new UsageError(`There is no ${spec}`);
  if (!statSync(spec).isFile()) return spec;
  if (basename(spec) === 'openapi.yaml') return dirname(spec);
  throw new UsageError(`${spec} is no openapi.yaml: the contract is read with the files beside it`);
}
